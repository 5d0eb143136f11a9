package io.github.spwf04.internal;

import io.github.spwf04.command.ModuleListener;
import io.github.spwf04.event.Indication;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a connection keeps at the module, one of each type, in the order in which it was made. */
final class KeptState {
  private final Map<Class<?>, Object> states = new HashMap<>();
  private final List<ModuleListener> listeners = new CopyOnWriteArrayList<>();

  synchronized <S> S keep(Class<S> type, Supplier<S> first) {
    @Nullable Object there = states.get(type);
    if (there != null) {
      return type.cast(there);
    }
    S made = first.get();
    states.put(type, made);
    if (made instanceof ModuleListener listener) {
      listeners.add(listener);
    }
    return made;
  }

  void heard(Indication said) {
    listeners.forEach(listener -> listener.heard(said));
  }

  void lost(String why) {
    listeners.forEach(listener -> listener.lost(why));
  }
}
