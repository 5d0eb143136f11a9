package io.github.spwf04.transport.linux;

import org.jspecify.annotations.Nullable;

/** The error numbers that these devices give, with what they mean here. */
enum Errno {
  EPERM(1, "not permitted"),
  ENOENT(2, "there is no such device"),
  EINTR(4, "interrupted by a signal"),
  EIO(5, "the controller reports a failed transfer: check wiring and supply"),
  ENXIO(6, "the device has no driver behind it"),
  EACCES(13, "permission denied"),
  EBUSY(16, "in use by somebody else"),
  ENODEV(19, "the device is gone: it was unplugged or its driver unloaded"),
  EISDIR(21, "this is a directory"),
  EINVAL(22, "the device does not take this setting"),
  EMFILE(24, "this process has too many open files"),
  ENOTTY(25, "this is no such device, or the kernel is older than 5.10"),
  EPIPE(32, "the device is gone: nobody is behind its line any more"),
  EMSGSIZE(90, "longer than the kernel takes: see /sys/module/spidev/parameters/bufsiz"),
  EOPNOTSUPP(95, "the chip cannot do this"),
  ESHUTDOWN(108, "the device is gone: its driver was unbound"),
  ETIMEDOUT(110, "the controller did not finish in time: check the clock and the driver"),
  EREMOTEIO(121, "the controller reports a failed transfer: check wiring and supply");

  final int number;
  final String meaning;

  Errno(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  static @Nullable Errno of(int number) {
    for (Errno errno : values()) {
      if (errno.number == number) {
        return errno;
      }
    }
    return null;
  }

  /** Such as {@code EIO (the controller …)}, or the bare number when it has no row. */
  static String describe(int number) {
    Errno errno = of(number);
    return errno == null ? "errno " + number : errno + " (" + errno.meaning + ")";
  }
}
