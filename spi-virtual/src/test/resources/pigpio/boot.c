/* Resets the module over libpigpiod_if2 as on a Raspberry Pi, reads its WINDs up to 32, and sends AT.
   Argument: port of the daemon. */
#include <pigpiod_if2.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { IRQ = 25, RESET = 24, LIMIT = 20 };

static int pi;
static int bus;

static void fail(const char *what, int code)
{
  fprintf(stderr, "%s: %d\n", what, code);
  exit(1);
}

static unsigned char clock_byte(unsigned char out)
{
  char in = 0;
  int count = spi_xfer(pi, bus, (char *) &out, &in, 1);
  if (count != 1) fail("transfer", count);
  return (unsigned char) in;
}

static void irq_low(void)
{
  time_t end = time(NULL) + LIMIT;
  while (gpio_read(pi, IRQ) != 0)
    if (time(NULL) > end) fail("no IRQ", 0);
}

/* Prints the packet behind a sync; returns its indication if it is a WIND, and -1 if it ends a reply. */
static int rest_of_packet(void)
{
  char head[4], payload[2048];
  if (spi_read(pi, bus, head, 4) != 4) fail("head", 0);
  int length = (unsigned char) head[2] | (unsigned char) head[3] << 8;
  if (length >= (int) sizeof payload) fail("length", length);
  if (length > 0 && spi_read(pi, bus, payload, (unsigned) length) != length) fail("payload", length);
  payload[length] = 0;
  int wind = (unsigned char) head[0] >> 4 == 1;
  printf("%s %d %s\n", wind ? "WIND" : "REPLY", (unsigned char) head[1], payload);
  return wind ? (unsigned char) head[1] : -1;
}

static int packet(void)
{
  irq_low();
  while (clock_byte(0) != 2) {
  }
  return rest_of_packet();
}

int main(int argc, char **argv)
{
  char at[] = {0, 2, 1, 0};
  if (argc != 2) return 2;
  pi = pigpio_start("127.0.0.1", argv[1]);
  if (pi < 0) fail("start", pi);
  bus = spi_open(pi, 0, 8000000, 0);
  if (bus < 0) fail("open", bus);
  printf("VERSION %u\n", get_pigpio_version(pi));

  gpio_write(pi, RESET, 0);
  set_mode(pi, RESET, PI_INPUT);
  while (packet() != 32) {
  }

  /* A WIND that begins in the same moment is read first. */
  while (clock_byte(2) == 2) rest_of_packet();
  if (spi_write(pi, bus, at, sizeof at) != sizeof at) fail("write", 0);
  while (packet() != -1) {
  }

  printf("UNKNOWN %d\n", spi_open(pi, 1, 8000000, 0));
  spi_close(pi, bus);
  pigpio_stop(pi);
  return 0;
}
