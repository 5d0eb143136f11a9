package io.github.spwf04.testkit.kernel;

import java.util.Arrays;
import org.opentest4j.TestAbortedException;

/**
 * The numbers of the system calls on the machines this runs on.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/syscalls.2.html">syscalls(2)</a>
 */
enum Machine {
  X86_64("amd64", 0xC000003E, 3, 16, 44, 45, 53, 122, 157, 317),
  AARCH64("aarch64", 0xC00000B7, 57, 29, 206, 207, 199, 151, 167, 277);

  private final String osArch;

  /** As the filter sees it: {@code AUDIT_ARCH_…}. */
  final int audit;

  final int close;
  final int ioctl;
  final int sendto;
  final int recvfrom;
  final int socketpair;
  final int setfsuid;
  final int prctl;
  final int seccomp;

  Machine(
      String osArch,
      int audit,
      int close,
      int ioctl,
      int sendto,
      int recvfrom,
      int socketpair,
      int setfsuid,
      int prctl,
      int seccomp) {
    this.osArch = osArch;
    this.audit = audit;
    this.close = close;
    this.ioctl = ioctl;
    this.sendto = sendto;
    this.recvfrom = recvfrom;
    this.socketpair = socketpair;
    this.setfsuid = setfsuid;
    this.prctl = prctl;
    this.seccomp = seccomp;
  }

  static Machine current() {
    String arch = System.getProperty("os.arch");
    return Arrays.stream(values())
        .filter(machine -> machine.osArch.equals(arch))
        .findFirst()
        .orElseThrow(
            () -> new TestAbortedException("no system call numbers for " + arch + " are known"));
  }
}
