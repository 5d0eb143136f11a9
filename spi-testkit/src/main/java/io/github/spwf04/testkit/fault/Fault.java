package io.github.spwf04.testkit.fault;

/**
 * One thing that goes wrong once.
 *
 * @param word what
 * @param transfer where: the transfer, counted from 0 since the plan began
 * @param amount how long, how often, or behind how many bytes, as {@link FaultWord#amount} says; 0
 *     for a word without
 */
public record Fault(FaultWord word, long transfer, int amount) {
  /** Throws {@link IllegalArgumentException} for less than 0, and an amount nothing counts. */
  public Fault {
    if (transfer < 0 || amount < 0 || amount > 0 && word.amount() == FaultWord.Amount.NONE) {
      throw new IllegalArgumentException(word + " at " + transfer + " cannot be of " + amount);
    }
  }

  /** {@code slow-reply@12=300}, or {@code eio-before@12} for a word without an amount. */
  @Override
  public String toString() {
    String place = word + "@" + transfer;
    return word.amount() == FaultWord.Amount.NONE ? place : place + "=" + amount;
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Fault parse(String text) {
    int at = text.indexOf('@');
    int amount = text.indexOf('=');
    if (at < 0) {
      throw new IllegalArgumentException(text + " is no fault such as eio-before@12");
    }
    return new Fault(
        FaultWord.of(text.substring(0, at)),
        Long.parseLong(text.substring(at + 1, amount < 0 ? text.length() : amount)),
        amount < 0 ? 0 : Integer.parseInt(text.substring(amount + 1)));
  }
}
