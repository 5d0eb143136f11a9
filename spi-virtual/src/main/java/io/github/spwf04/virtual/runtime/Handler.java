package io.github.spwf04.virtual.runtime;

/** What a command does: a row of the table of commands. It ends every call, now or later. */
@FunctionalInterface
public interface Handler {
  void run(Call call);
}
