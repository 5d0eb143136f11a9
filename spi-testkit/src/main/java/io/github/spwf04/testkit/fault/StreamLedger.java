package io.github.spwf04.testkit.fault;

import io.github.spwf04.testkit.fault.Violation.Kind;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a caller was told of one connection to a peer that sends back what it gets, held against
 * what the peer has seen. For one thread.
 */
public final class StreamLedger {
  /**
   * What the peer has seen.
   *
   * @param received all it got
   * @param sent how many of these it sent back
   * @param finished whether it ended the stream in an orderly way, behind what it sent
   */
  public record Seen(byte[] received, int sent, boolean finished) {}

  private final ByteArrayOutputStream offered = new ByteArrayOutputStream();
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private int taken;
  private boolean ended;
  private boolean failed;

  /** Of a connection on which nothing has gone either way. */
  public StreamLedger() {}

  /** A write begins. */
  public void offer(byte[] bytes) {
    offered.writeBytes(bytes);
  }

  /** The write has returned well. */
  public void taken() {
    taken = offered.size();
  }

  /** A read has returned bytes. */
  public void read(byte[] bytes) {
    read.writeBytes(bytes);
  }

  /** A read has told the end of the stream. */
  public void ended() {
    ended = true;
  }

  /** A write or a read has thrown. */
  public void failed() {
    failed = true;
  }

  /** Bytes of all writes, be it that they failed. */
  public int offeredBytes() {
    return offered.size();
  }

  /** Bytes of writes that returned well. */
  public int takenBytes() {
    return taken;
  }

  /** Bytes read. */
  public int readBytes() {
    return read.size();
  }

  /**
   * Holds one against the other.
   *
   * @param seen what the peer has seen, once nothing more comes
   * @param restarted whether the module has restarted meanwhile: what it had taken and not yet
   *     passed on is gone then, and must have been told
   */
  public List<Violation> judge(Seen seen, boolean restarted) {
    List<Violation> violations = new ArrayList<>();
    byte[] written = offered.toByteArray();
    int wrong = Arrays.mismatch(written, seen.received);
    if (wrong >= 0 && wrong < seen.received.length) {
      boolean told = failed && wrong >= taken && taken < written.length;
      violations.add(
          new Violation(
              told ? Kind.SPOILT : Kind.FOREIGN,
              differs("the peer has", seen.received, written, wrong)));
    } else if (seen.received.length < taken && !(restarted && failed)) {
      violations.add(
          new Violation(
              Kind.LOST, "the peer has " + seen.received.length + " bytes of " + taken + " taken"));
    }
    byte[] got = read.toByteArray();
    byte[] sent = Arrays.copyOf(seen.received, seen.sent);
    int differs = Arrays.mismatch(sent, got);
    if (differs >= 0 && differs < got.length) {
      violations.add(new Violation(Kind.WRONG_READ, differs("read was", got, sent, differs)));
    } else if (ended && (!seen.finished || got.length < seen.sent)) {
      violations.add(
          new Violation(
              Kind.FALSE_END,
              "end of the stream behind "
                  + got.length
                  + " of "
                  + seen.sent
                  + (seen.finished ? "" : " from a peer that has not ended it")));
    }
    return violations;
  }

  private static String differs(String who, byte[] bytes, byte[] wanted, int at) {
    return who
        + hex(bytes, at)
        + " at "
        + at
        + " of "
        + bytes.length
        + ", there were"
        + hex(wanted, at)
        + " of "
        + wanted.length;
  }

  private static String hex(byte[] bytes, int from) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < Math.min(bytes.length, from + 8); i++) {
      text.append(" %02x".formatted(bytes[i]));
    }
    return text.toString();
  }
}
