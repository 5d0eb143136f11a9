package io.github.spwf04.transport.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes and offsets as a C compiler gives them for the kernel's headers. */
class AbiTest {
  static List<Arguments> sizes() {
    return List.of(
        arguments(Abi.SPI_TRANSFER, 32),
        arguments(Abi.CHIP_INFO, 68),
        arguments(Abi.LINE_ATTRIBUTE, 16),
        arguments(Abi.CONFIG_ATTRIBUTE, 24),
        arguments(Abi.LINE_CONFIG, 272),
        arguments(Abi.LINE_REQUEST, 592),
        arguments(Abi.LINE_VALUES, 16),
        arguments(Abi.LINE_INFO, 256),
        arguments(Abi.LINE_EVENT, 48),
        arguments(Abi.POLLFD, 8));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void structureHasTheKernelsSize(MemoryLayout layout, long size) {
    assertThat(layout.byteSize()).isEqualTo(size);
  }

  /**
   * A 64-bit field may stand on a multiple of 4 on a 32-bit machine. Where each stands on one of 8
   * anyway and the structure ends on one, every machine lays it out the same.
   */
  @ParameterizedTest
  @MethodSource("sizes")
  void machinesOf32BitsLayItOutTheSame(MemoryLayout layout, long size) {
    StructLayout struct = (StructLayout) layout;
    long widest = struct.byteAlignment();
    assertThat(size % widest).isZero();
    long at = 0;
    for (MemoryLayout field : struct.memberLayouts()) {
      assertThat(at % field.byteAlignment()).as("%s at %d", field.name(), at).isZero();
      at += field.byteSize();
    }
    assertThat(at).as("nothing is padded unseen").isEqualTo(size);
  }

  static List<Arguments> offsets() {
    return List.of(
        arguments("spi_ioc_transfer.tx_buf", Abi.TX_BUF, 0),
        arguments("spi_ioc_transfer.rx_buf", Abi.RX_BUF, 8),
        arguments("spi_ioc_transfer.len", Abi.LEN, 16),
        arguments("spi_ioc_transfer.delay_usecs", Abi.DELAY_USECS, 24),
        arguments("gpiochip_info.label", Abi.CHIP_LABEL, 32),
        arguments("gpiochip_info.lines", Abi.CHIP_LINES, 64),
        arguments("gpio_v2_line_config.flags", Abi.CONFIG_FLAGS, 0),
        arguments("gpio_v2_line_config.num_attrs", Abi.CONFIG_NUM_ATTRS, 8),
        arguments("gpio_v2_line_config.attrs", Abi.CONFIG_ATTRS, 32),
        arguments("gpio_v2_line_attribute.id", Abi.ATTRIBUTE_ID, 0),
        arguments("gpio_v2_line_attribute.values", Abi.ATTRIBUTE_VALUE, 8),
        arguments("gpio_v2_line_config_attribute.mask", Abi.ATTRIBUTE_MASK, 16),
        arguments("gpio_v2_line_request.offsets", Abi.REQUEST_OFFSETS, 0),
        arguments("gpio_v2_line_request.consumer", Abi.REQUEST_CONSUMER, 256),
        arguments("gpio_v2_line_request.config", Abi.REQUEST_CONFIG, 288),
        arguments("gpio_v2_line_request.num_lines", Abi.REQUEST_NUM_LINES, 560),
        arguments("gpio_v2_line_request.event_buffer_size", Abi.REQUEST_EVENT_BUFFER_SIZE, 564),
        arguments("gpio_v2_line_request.fd", Abi.REQUEST_FD, 588),
        arguments("gpio_v2_line_values.bits", Abi.VALUES_BITS, 0),
        arguments("gpio_v2_line_values.mask", Abi.VALUES_MASK, 8),
        arguments("gpio_v2_line_info.consumer", Abi.INFO_CONSUMER, 32),
        arguments("gpio_v2_line_info.offset", Abi.INFO_OFFSET, 64),
        arguments("gpio_v2_line_event.timestamp_ns", Abi.EVENT_TIMESTAMP, 0),
        arguments("gpio_v2_line_event.id", Abi.EVENT_ID, 8),
        arguments("gpio_v2_line_event.line_seqno", Abi.EVENT_LINE_SEQNO, 20),
        arguments("pollfd.fd", Abi.POLL_FD, 0),
        arguments("pollfd.events", Abi.POLL_EVENTS, 4),
        arguments("pollfd.revents", Abi.POLL_REVENTS, 6));
  }

  @ParameterizedTest
  @MethodSource("offsets")
  void fieldIsWhereTheKernelLooksForIt(String field, long offset, long expected) {
    assertThat(offset).as(field).isEqualTo(expected);
  }

  /** Direction, size, type and number, as {@code asm-generic/ioctl.h} puts them together. */
  private static int request(int direction, long size, int type, int number) {
    return direction << 30 | (int) size << 16 | type << 8 | number;
  }

  @Test
  void requestNumbersFollowFromTheStructures() {
    int write = 1;
    int read = 2;
    long spi = Abi.SPI_TRANSFER.byteSize();
    assertThat(Abi.SPI_IOC_MESSAGE_1).isEqualTo(request(write, spi, 'k', 0));
    assertThat(Abi.SPI_IOC_MESSAGE_2).isEqualTo(request(write, 2 * spi, 'k', 0));
    assertThat(Abi.SPI_IOC_WR_MODE).isEqualTo(request(write, 1, 'k', 1));
    assertThat(Abi.SPI_IOC_WR_BITS_PER_WORD).isEqualTo(request(write, 1, 'k', 3));
    assertThat(Abi.SPI_IOC_WR_MAX_SPEED_HZ).isEqualTo(request(write, 4, 'k', 4));
    assertThat(Abi.GPIO_GET_CHIPINFO_IOCTL)
        .isEqualTo(request(read, Abi.CHIP_INFO.byteSize(), 0xB4, 1));
    assertThat(Abi.GPIO_V2_GET_LINEINFO_IOCTL)
        .isEqualTo(request(read | write, Abi.LINE_INFO.byteSize(), 0xB4, 5));
    assertThat(Abi.GPIO_V2_GET_LINE_IOCTL)
        .isEqualTo(request(read | write, Abi.LINE_REQUEST.byteSize(), 0xB4, 7));
    assertThat(Abi.GPIO_V2_LINE_SET_CONFIG_IOCTL)
        .isEqualTo(request(read | write, Abi.LINE_CONFIG.byteSize(), 0xB4, 0xD));
    assertThat(Abi.GPIO_V2_LINE_GET_VALUES_IOCTL)
        .isEqualTo(request(read | write, Abi.LINE_VALUES.byteSize(), 0xB4, 0xE));
  }

  @ParameterizedTest
  @CsvSource({
    "1, EPERM",
    "2, ENOENT",
    "4, EINTR",
    "5, EIO",
    "6, ENXIO",
    "13, EACCES",
    "16, EBUSY",
    "19, ENODEV",
    "22, EINVAL",
    "25, ENOTTY",
    "90, EMSGSIZE",
    "108, ESHUTDOWN",
    "110, ETIMEDOUT"
  })
  void errorNumbersHaveTheirNames(int number, String name) {
    assertThat(Errno.describe(number)).startsWith(name + " (");
  }

  @Test
  void anErrorNumberWithoutARowIsToldAsItIs() {
    assertThat(Errno.describe(77)).isEqualTo("errno 77");
  }
}
