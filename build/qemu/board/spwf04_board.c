// SPDX-License-Identifier: GPL-2.0
/*
 * A board for tests: one SPI controller with a spidev device and one GPIO chip, whose other end is a
 * program on the same machine. The kernel's own spidev and GPIO code stand between the two.
 *
 * The program reads requests from /dev/spwf04, one a read: 's' and the bytes of a SPI message, or 'r'
 * and what was done to the reset line, '0' pulled low, '1' driven high, 'z' let go. It answers each by
 * a write of 'a', with the bytes that come back behind it. A write of 'i' and '0' or '1' sets the level
 * of the IRQ line at any time.
 */
#include <linux/gpio/driver.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/irqdesc.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/spi/spi.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define LINES 54
#define IRQ_LINE 25
#define RESET_LINE 24
#define LARGEST 65536

enum { IDLE, ASKED, TAKEN, ANSWERED };

static DEFINE_MUTEX(one_at_a_time);
static DEFINE_SPINLOCK(state_lock);
static DECLARE_WAIT_QUEUE_HEAD(for_program);
static DECLARE_WAIT_QUEUE_HEAD(for_host);
static u8 talk[LARGEST + 1];
static size_t talk_length;
static int state = IDLE;

static struct platform_device *device;
static struct gpio_chip chip;
static bool irq_high = true;
static unsigned int irq_type[LINES];

static void to(int next)
{
	spin_lock(&state_lock);
	state = next;
	spin_unlock(&state_lock);
}

static bool take(int from, int next)
{
	bool taken;

	spin_lock(&state_lock);
	taken = state == from;
	if (taken)
		state = next;
	spin_unlock(&state_lock);
	return taken;
}

/* With one_at_a_time held: the answer stands in talk. */
static int ask(u8 what, size_t length)
{
	talk[0] = what;
	talk_length = length + 1;
	to(ASKED);
	wake_up(&for_program);
	if (!wait_event_timeout(for_host, READ_ONCE(state) == ANSWERED, 30 * HZ)) {
		to(IDLE);
		return -ETIMEDOUT;
	}
	to(IDLE);
	return talk_length == length + 1 || what == 'r' ? 0 : -EIO;
}

static ssize_t program_read(struct file *file, char __user *to_user, size_t size, loff_t *at)
{
	int err = wait_event_interruptible(for_program, take(ASKED, TAKEN));

	if (err)
		return err;
	if (size < talk_length || copy_to_user(to_user, talk, talk_length))
		return -EFAULT;
	return talk_length;
}

static void drive_irq(bool high)
{
	unsigned int wanted = high ? IRQ_TYPE_EDGE_RISING : IRQ_TYPE_EDGE_FALLING;
	bool edge = high != irq_high;

	WRITE_ONCE(irq_high, high);
	if (edge && irq_type[IRQ_LINE] & wanted)
		generic_handle_domain_irq_safe(chip.irq.domain, IRQ_LINE);
}

static ssize_t program_write(struct file *file, const char __user *from_user, size_t size,
			     loff_t *at)
{
	u8 start[2];

	if (size < 1 || size > LARGEST + 1 || copy_from_user(start, from_user, min_t(size_t, size, 2)))
		return -EINVAL;
	if (start[0] == 'i' && size == 2) {
		drive_irq(start[1] == '1');
		return size;
	}
	if (start[0] != 'a' || READ_ONCE(state) != TAKEN)
		return -EINVAL;
	if (copy_from_user(talk, from_user, size))
		return -EFAULT;
	talk_length = size;
	if (take(TAKEN, ANSWERED))
		wake_up(&for_host);
	return size;
}

static const struct file_operations program_ops = {
	.owner = THIS_MODULE,
	.read = program_read,
	.write = program_write,
};

static struct miscdevice program = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "spwf04",
	.fops = &program_ops,
};

static int transfer(struct spi_controller *controller, struct spi_message *message)
{
	struct spi_transfer *part;
	size_t length = 0;
	int err = 0;

	mutex_lock(&one_at_a_time);
	list_for_each_entry(part, &message->transfers, transfer_list) {
		if (length + part->len > LARGEST) {
			err = -EMSGSIZE;
			break;
		}
		if (part->tx_buf)
			memcpy(talk + 1 + length, part->tx_buf, part->len);
		else
			memset(talk + 1 + length, 0, part->len);
		length += part->len;
	}
	if (!err)
		err = ask('s', length);
	if (!err) {
		size_t at = 1;

		list_for_each_entry(part, &message->transfers, transfer_list) {
			if (part->rx_buf)
				memcpy(part->rx_buf, talk + at, part->len);
			at += part->len;
		}
		message->actual_length = length;
	}
	mutex_unlock(&one_at_a_time);
	message->status = err;
	spi_finalize_current_message(controller);
	return err;
}

static int reset_line(unsigned int line, u8 level)
{
	int err = 0;

	if (line == RESET_LINE) {
		mutex_lock(&one_at_a_time);
		talk[1] = level;
		err = ask('r', 1);
		mutex_unlock(&one_at_a_time);
	}
	return err;
}

static int line_get(struct gpio_chip *gc, unsigned int line)
{
	return line == IRQ_LINE ? READ_ONCE(irq_high) : 1;
}

static void line_set(struct gpio_chip *gc, unsigned int line, int value)
{
	reset_line(line, value ? '1' : '0');
}

static int line_input(struct gpio_chip *gc, unsigned int line)
{
	return reset_line(line, 'z');
}

static int line_output(struct gpio_chip *gc, unsigned int line, int value)
{
	return reset_line(line, value ? '1' : '0');
}

static void irq_mask(struct irq_data *data)
{
	gpiochip_disable_irq(irq_data_get_irq_chip_data(data), irqd_to_hwirq(data));
}

static void irq_unmask(struct irq_data *data)
{
	gpiochip_enable_irq(irq_data_get_irq_chip_data(data), irqd_to_hwirq(data));
}

static int irq_set_type_of(struct irq_data *data, unsigned int type)
{
	irq_type[irqd_to_hwirq(data)] = type;
	return 0;
}

static const struct irq_chip irqs = {
	.name = "spwf04",
	.irq_mask = irq_mask,
	.irq_unmask = irq_unmask,
	.irq_set_type = irq_set_type_of,
	.flags = IRQCHIP_IMMUTABLE,
	GPIOCHIP_IRQ_RESOURCE_HELPERS,
};

static int add_lines(struct device *dev)
{
	chip.label = "spwf04";
	chip.parent = dev;
	chip.owner = THIS_MODULE;
	chip.base = -1;
	chip.ngpio = LINES;
	chip.can_sleep = true;
	chip.get = line_get;
	chip.set = line_set;
	chip.direction_input = line_input;
	chip.direction_output = line_output;
	gpio_irq_chip_set_chip(&chip.irq, &irqs);
	chip.irq.handler = handle_simple_irq;
	chip.irq.default_type = IRQ_TYPE_NONE;
	return devm_gpiochip_add_data(dev, &chip, NULL);
}

static int add_spi(struct device *dev)
{
	/* A name that spidev takes without a device tree. */
	struct spi_board_info info = { .modalias = "bk4", .max_speed_hz = 16000000 };
	struct spi_controller *controller = devm_spi_alloc_master(dev, 0);
	int err;

	if (!controller)
		return -ENOMEM;
	controller->bus_num = 0;
	controller->num_chipselect = 1;
	controller->mode_bits = SPI_MODE_X_MASK;
	controller->bits_per_word_mask = SPI_BPW_MASK(8);
	controller->transfer_one_message = transfer;
	err = devm_spi_register_controller(dev, controller);
	if (err)
		return err;
	return spi_new_device(controller, &info) ? 0 : -ENODEV;
}

static int __init board_init(void)
{
	int err;

	device = platform_device_register_simple("spwf04_board", -1, NULL, 0);
	if (IS_ERR(device))
		return PTR_ERR(device);
	/* Bound by hand: managed resources go with the device. */
	err = add_lines(&device->dev);
	if (!err)
		err = add_spi(&device->dev);
	if (!err)
		err = misc_register(&program);
	if (err)
		platform_device_unregister(device);
	return err;
}

static void __exit board_exit(void)
{
	misc_deregister(&program);
	platform_device_unregister(device);
}

module_init(board_init);
module_exit(board_exit);
MODULE_DESCRIPTION("SPI controller and GPIO chip whose other end is a program");
MODULE_LICENSE("GPL");
