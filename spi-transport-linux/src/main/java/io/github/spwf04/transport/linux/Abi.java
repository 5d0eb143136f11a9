package io.github.spwf04.transport.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;

/**
 * The kernel's structures and numbers, from {@code linux/spi/spidev.h}, {@code linux/gpio.h} and
 * {@code poll.h}. They are the same on x86-64, AArch64 and 32-bit Arm: pointers travel as 64-bit
 * numbers, and the 64-bit fields are aligned to 8 bytes everywhere.
 */
final class Abi {
  static final StructLayout SPI_TRANSFER =
      MemoryLayout.structLayout(
              JAVA_LONG.withName("tx_buf"),
              JAVA_LONG.withName("rx_buf"),
              JAVA_INT.withName("len"),
              JAVA_INT.withName("speed_hz"),
              JAVA_SHORT.withName("delay_usecs"),
              JAVA_BYTE.withName("bits_per_word"),
              JAVA_BYTE.withName("cs_change"),
              JAVA_BYTE.withName("tx_nbits"),
              JAVA_BYTE.withName("rx_nbits"),
              JAVA_BYTE.withName("word_delay_usecs"),
              JAVA_BYTE.withName("pad"))
          .withName("spi_ioc_transfer");

  static final long TX_BUF = offset(SPI_TRANSFER, "tx_buf");
  static final long RX_BUF = offset(SPI_TRANSFER, "rx_buf");
  static final long LEN = offset(SPI_TRANSFER, "len");
  static final long DELAY_USECS = offset(SPI_TRANSFER, "delay_usecs");

  static final int NAME_LENGTH = 32;

  static final StructLayout CHIP_INFO =
      MemoryLayout.structLayout(
              MemoryLayout.sequenceLayout(NAME_LENGTH, JAVA_BYTE).withName("name"),
              MemoryLayout.sequenceLayout(NAME_LENGTH, JAVA_BYTE).withName("label"),
              JAVA_INT.withName("lines"))
          .withName("gpiochip_info");

  static final long CHIP_LABEL = offset(CHIP_INFO, "label");
  static final long CHIP_LINES = offset(CHIP_INFO, "lines");

  static final StructLayout LINE_ATTRIBUTE =
      MemoryLayout.structLayout(
              JAVA_INT.withName("id"), JAVA_INT.withName("padding"), JAVA_LONG.withName("value"))
          .withName("gpio_v2_line_attribute");

  static final StructLayout CONFIG_ATTRIBUTE =
      MemoryLayout.structLayout(LINE_ATTRIBUTE.withName("attr"), JAVA_LONG.withName("mask"))
          .withName("gpio_v2_line_config_attribute");

  static final StructLayout LINE_CONFIG =
      MemoryLayout.structLayout(
              JAVA_LONG.withName("flags"),
              JAVA_INT.withName("num_attrs"),
              MemoryLayout.sequenceLayout(5, JAVA_INT).withName("padding"),
              MemoryLayout.sequenceLayout(10, CONFIG_ATTRIBUTE).withName("attrs"))
          .withName("gpio_v2_line_config");

  static final long CONFIG_FLAGS = offset(LINE_CONFIG, "flags");
  static final long CONFIG_NUM_ATTRS = offset(LINE_CONFIG, "num_attrs");
  static final long CONFIG_ATTRS = offset(LINE_CONFIG, "attrs");
  static final long ATTRIBUTE_ID = offset(LINE_ATTRIBUTE, "id");
  static final long ATTRIBUTE_VALUE = offset(LINE_ATTRIBUTE, "value");
  static final long ATTRIBUTE_MASK = offset(CONFIG_ATTRIBUTE, "mask");

  static final StructLayout LINE_REQUEST =
      MemoryLayout.structLayout(
              MemoryLayout.sequenceLayout(64, JAVA_INT).withName("offsets"),
              MemoryLayout.sequenceLayout(NAME_LENGTH, JAVA_BYTE).withName("consumer"),
              LINE_CONFIG.withName("config"),
              JAVA_INT.withName("num_lines"),
              JAVA_INT.withName("event_buffer_size"),
              MemoryLayout.sequenceLayout(5, JAVA_INT).withName("padding"),
              JAVA_INT.withName("fd"))
          .withName("gpio_v2_line_request");

  static final long REQUEST_OFFSETS = offset(LINE_REQUEST, "offsets");
  static final long REQUEST_CONSUMER = offset(LINE_REQUEST, "consumer");
  static final long REQUEST_CONFIG = offset(LINE_REQUEST, "config");
  static final long REQUEST_NUM_LINES = offset(LINE_REQUEST, "num_lines");
  static final long REQUEST_EVENT_BUFFER_SIZE = offset(LINE_REQUEST, "event_buffer_size");
  static final long REQUEST_FD = offset(LINE_REQUEST, "fd");

  static final StructLayout LINE_VALUES =
      MemoryLayout.structLayout(JAVA_LONG.withName("bits"), JAVA_LONG.withName("mask"))
          .withName("gpio_v2_line_values");

  static final long VALUES_BITS = offset(LINE_VALUES, "bits");
  static final long VALUES_MASK = offset(LINE_VALUES, "mask");

  static final StructLayout LINE_INFO =
      MemoryLayout.structLayout(
              MemoryLayout.sequenceLayout(NAME_LENGTH, JAVA_BYTE).withName("name"),
              MemoryLayout.sequenceLayout(NAME_LENGTH, JAVA_BYTE).withName("consumer"),
              JAVA_INT.withName("offset"),
              JAVA_INT.withName("num_attrs"),
              JAVA_LONG.withName("flags"),
              MemoryLayout.sequenceLayout(10, LINE_ATTRIBUTE).withName("attrs"),
              MemoryLayout.sequenceLayout(4, JAVA_INT).withName("padding"))
          .withName("gpio_v2_line_info");

  static final long INFO_CONSUMER = offset(LINE_INFO, "consumer");
  static final long INFO_OFFSET = offset(LINE_INFO, "offset");

  static final StructLayout LINE_EVENT =
      MemoryLayout.structLayout(
              JAVA_LONG.withName("timestamp_ns"),
              JAVA_INT.withName("id"),
              JAVA_INT.withName("offset"),
              JAVA_INT.withName("seqno"),
              JAVA_INT.withName("line_seqno"),
              MemoryLayout.sequenceLayout(6, JAVA_INT).withName("padding"))
          .withName("gpio_v2_line_event");

  static final long EVENT_TIMESTAMP = offset(LINE_EVENT, "timestamp_ns");
  static final long EVENT_ID = offset(LINE_EVENT, "id");
  static final long EVENT_LINE_SEQNO = offset(LINE_EVENT, "line_seqno");

  static final StructLayout POLLFD =
      MemoryLayout.structLayout(
              JAVA_INT.withName("fd"),
              JAVA_SHORT.withName("events"),
              JAVA_SHORT.withName("revents"))
          .withName("pollfd");

  static final long POLL_FD = offset(POLLFD, "fd");
  static final long POLL_EVENTS = offset(POLLFD, "events");
  static final long POLL_REVENTS = offset(POLLFD, "revents");

  /** One message of one segment; a message is one chip-select window. */
  static final int SPI_IOC_MESSAGE_1 = 0x40206B00;

  /** One message of two segments. */
  static final int SPI_IOC_MESSAGE_2 = 0x40406B00;

  static final int SPI_IOC_WR_MODE = 0x40016B01;
  static final int SPI_IOC_WR_BITS_PER_WORD = 0x40016B03;
  static final int SPI_IOC_WR_MAX_SPEED_HZ = 0x40046B04;

  static final int GPIO_GET_CHIPINFO_IOCTL = 0x8044B401;
  static final int GPIO_V2_GET_LINEINFO_IOCTL = 0xC100B405;
  static final int GPIO_V2_GET_LINE_IOCTL = 0xC250B407;
  static final int GPIO_V2_LINE_SET_CONFIG_IOCTL = 0xC110B40D;
  static final int GPIO_V2_LINE_GET_VALUES_IOCTL = 0xC010B40E;

  static final long FLAG_INPUT = 1L << 2;
  static final long FLAG_OUTPUT = 1L << 3;
  static final long FLAG_EDGE_RISING = 1L << 4;
  static final long FLAG_EDGE_FALLING = 1L << 5;
  static final long FLAG_OPEN_DRAIN = 1L << 6;
  static final long FLAG_BIAS_PULL_UP = 1L << 8;

  static final int ATTRIBUTE_OUTPUT_VALUES = 2;

  static final int EVENT_RISING_EDGE = 1;

  static final int O_RDWR = 2;
  static final int O_CLOEXEC = 0x80000;
  static final int EFD_CLOEXEC = 0x80000;
  static final int EFD_NONBLOCK = 0x800;
  static final short POLLIN = 0x01;
  static final short POLLERR = 0x08;
  static final short POLLHUP = 0x10;
  static final short POLLNVAL = 0x20;

  private Abi() {}

  private static long offset(StructLayout layout, String field) {
    return layout.byteOffset(PathElement.groupElement(field));
  }
}
