package io.github.spwf04.virtual.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tests asked to happen at the next occasion, each once; used on the event loop only. */
public final class Injections {
  private List<Runnable> beforeReply = new ArrayList<>();
  private List<Runnable> insideReply = new ArrayList<>();
  private List<Runnable> beforeData = new ArrayList<>();
  private @Nullable Duration stall;
  private boolean drop;

  public void addBeforeReply(Runnable event) {
    beforeReply.add(event);
  }

  public void addInsideReply(Runnable event) {
    insideReply.add(event);
  }

  public void addBeforeData(Runnable event) {
    beforeData.add(event);
  }

  public void stall(Duration delay) {
    stall = delay;
  }

  public void drop() {
    drop = true;
  }

  public List<Runnable> beforeReply() {
    List<Runnable> taken = beforeReply;
    beforeReply = new ArrayList<>();
    return taken;
  }

  public List<Runnable> insideReply() {
    List<Runnable> taken = insideReply;
    insideReply = new ArrayList<>();
    return taken;
  }

  public List<Runnable> beforeData() {
    List<Runnable> taken = beforeData;
    beforeData = new ArrayList<>();
    return taken;
  }

  public @Nullable Duration takeStall() {
    Duration taken = stall;
    stall = null;
    return taken;
  }

  public boolean takeDrop() {
    boolean taken = drop;
    drop = false;
    return taken;
  }
}
