package io.github.spwf04.virtual;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tests asked to happen at the next occasion, each once; used on the event loop only. */
final class Injections {
  private List<Runnable> beforeReply = new ArrayList<>();
  private List<Runnable> insideReply = new ArrayList<>();
  private List<Runnable> beforeData = new ArrayList<>();
  private @Nullable Duration stall;
  private boolean drop;

  void addBeforeReply(Runnable event) {
    beforeReply.add(event);
  }

  void addInsideReply(Runnable event) {
    insideReply.add(event);
  }

  void addBeforeData(Runnable event) {
    beforeData.add(event);
  }

  void stall(Duration delay) {
    stall = delay;
  }

  void drop() {
    drop = true;
  }

  List<Runnable> beforeReply() {
    List<Runnable> taken = beforeReply;
    beforeReply = new ArrayList<>();
    return taken;
  }

  List<Runnable> insideReply() {
    List<Runnable> taken = insideReply;
    insideReply = new ArrayList<>();
    return taken;
  }

  List<Runnable> beforeData() {
    List<Runnable> taken = beforeData;
    beforeData = new ArrayList<>();
    return taken;
  }

  @Nullable Duration takeStall() {
    Duration taken = stall;
    stall = null;
    return taken;
  }

  boolean takeDrop() {
    boolean taken = drop;
    drop = false;
    return taken;
  }
}
