package dev.windrow.simulator;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Ctrl-C (INT) and TERM as calls instead of an end of the process, until closed. A shutdown hook could not tell one from
 * the other, and the exit codes differ. Through reflection, because the compiler warns of {@code sun.misc.Signal}; a JVM
 * without it, or with {@code -Xrs}, keeps its own behaviour.
 */
final class Signals implements AutoCloseable {

  static final int INTERRUPT = 2;
  static final int TERMINATE = 15;

  private final List<Runnable> restore = new ArrayList<>();

  /** @param onSignal gets the signal's number, on a thread of the JVM's */
  void listen(IntConsumer onSignal) {
    handle("INT", INTERRUPT, onSignal);
    handle("TERM", TERMINATE, onSignal);
  }

  @Override
  public void close() {
    restore.forEach(Runnable::run);
    restore.clear();
  }

  private void handle(String name, int number, IntConsumer onSignal) {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object signal = signalType.getConstructor(String.class).newInstance(name);
      Method handle = signalType.getMethod("handle", signalType, handlerType);
      InvocationHandler calls = (proxy, method, arguments) -> switch (method.getName()) {
        case "handle" -> {
          onSignal.accept(number);
          yield null;
        }
        case "hashCode" -> number;
        case "equals" -> proxy == arguments[0];
        default -> name;
      };
      Object handler = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handlerType}, calls);
      Object before = handle.invoke(null, signal, handler);
      restore.add(() -> restore(handle, signal, before));
    } catch (ReflectiveOperationException e) {
      // Stopping by signal then ends the process at once, as documented.
      return;
    }
  }

  private static void restore(Method handle, Object signal, Object before) {
    try {
      handle.invoke(null, signal, before);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("expected that signal handling, once replaced, can be restored", e);
    }
  }
}
