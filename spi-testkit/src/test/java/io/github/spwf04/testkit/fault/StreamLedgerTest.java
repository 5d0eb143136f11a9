package io.github.spwf04.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spwf04.testkit.fault.StreamLedger.Seen;
import io.github.spwf04.testkit.fault.Violation.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamLedgerTest {
  private final StreamLedger ledger = new StreamLedger();

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  private void took(String text) {
    ledger.offer(bytes(text));
    ledger.taken();
  }

  private List<Kind> judge(String received, int sent, boolean finished, boolean restarted) {
    return ledger.judge(new Seen(bytes(received), sent, finished), restarted).stream()
        .map(Violation::kind)
        .toList();
  }

  @Test
  void allThatWasWrittenCameAndWasReadBack() {
    took("abc");
    ledger.read(bytes("ab"));
    ledger.read(bytes("c"));
    assertThat(judge("abc", 3, false, false)).isEmpty();
    assertThat(ledger.takenBytes()).isEqualTo(3);
    assertThat(ledger.readBytes()).isEqualTo(3);
  }

  @Test
  void aWriteThatFailedMayHaveComeInPart() {
    took("abc");
    ledger.offer(bytes("def"));
    ledger.failed();
    assertThat(judge("abc", 3, false, false)).isEmpty();
    assertThat(judge("abcde", 3, false, false)).isEmpty();
    assertThat(judge("abcdef", 3, false, false)).isEmpty();
  }

  @Test
  void aWriteThatReturnedWellMustHaveCome() {
    took("abc");
    ledger.failed();
    assertThat(judge("ab", 2, false, false)).containsExactly(Kind.LOST);
  }

  @Test
  void whatARestartTookMustHaveBeenTold() {
    took("abc");
    assertThat(judge("ab", 2, false, true)).containsExactly(Kind.LOST);
    ledger.failed();
    assertThat(judge("ab", 2, false, true)).isEmpty();
  }

  @Test
  void thePeerHasNothingElse() {
    took("abc");
    ledger.failed();
    assertThat(judge("abd", 0, false, false)).containsExactly(Kind.FOREIGN);
    assertThat(judge("abcd", 0, false, true)).containsExactly(Kind.FOREIGN);
    assertThat(judge("bc", 0, false, true)).containsExactly(Kind.FOREIGN);
  }

  @Test
  void whatAFailedWriteHasSpoiltWasTold() {
    took("abc");
    ledger.offer(bytes("def"));
    assertThat(judge("abcxef", 0, false, false)).containsExactly(Kind.FOREIGN);
    ledger.failed();
    assertThat(judge("abcxef", 0, false, false)).containsExactly(Kind.SPOILT);
    assertThat(judge("axcdef", 0, false, false)).containsExactly(Kind.FOREIGN);
  }

  @Test
  void aReaderGetsWhatThePeerSent() {
    took("abc");
    ledger.read(bytes("abd"));
    assertThat(judge("abc", 3, false, false)).containsExactly(Kind.WRONG_READ);
  }

  @Test
  void aReaderGetsNoMoreThanThePeerSent() {
    took("abc");
    ledger.read(bytes("abc"));
    assertThat(judge("abc", 2, false, false)).containsExactly(Kind.WRONG_READ);
  }

  @Test
  void anEndIsOneOfThePeer() {
    took("abc");
    ledger.read(bytes("abc"));
    ledger.ended();
    assertThat(judge("abc", 3, false, false)).containsExactly(Kind.FALSE_END);
    assertThat(judge("abc", 3, true, false)).isEmpty();
  }

  @Test
  void anEndComesBehindTheLastByte() {
    took("abc");
    ledger.read(bytes("ab"));
    ledger.ended();
    assertThat(judge("abc", 3, true, false)).containsExactly(Kind.FALSE_END);
  }
}
