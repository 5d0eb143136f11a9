package io.github.spwf04.testkit.kernel;

/** What the calling thread may open. */
public final class FileAccess {
  private static final int NOBODY = 65534;

  private FileAccess() {}

  /**
   * Root may open anything; for the length of a task the file access of this thread is that of
   * nobody.
   *
   * @return false, and the task was not run, where root cannot give up its access
   */
  public static boolean asNobody(Runnable task) {
    int setfsuid = Machine.current().setfsuid;
    long before = Syscall.call(setfsuid, NOBODY);
    try {
      if (before == 0 && Syscall.call(setfsuid, NOBODY) != NOBODY) {
        return false;
      }
      task.run();
      return true;
    } finally {
      Syscall.call(setfsuid, before);
    }
  }
}
