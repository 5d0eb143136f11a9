package io.github.spwf04.testkit.kernel;

/** Error numbers the emulated devices give, and the tests expect. */
final class Errors {
  static final int EIO = 5;
  static final int EAGAIN = 11;
  static final int EFAULT = 14;
  static final int EBUSY = 16;
  static final int ENODEV = 19;
  static final int EINVAL = 22;
  static final int ENOTTY = 25;
  static final int EMSGSIZE = 90;
  static final int ESHUTDOWN = 108;
  static final int ETIMEDOUT = 110;

  private Errors() {}
}
