package dev.windrow.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A signal of the operating system, by its name without SIG. */
record OsSignal(String name) {

  /**
   * From now on runs {@code action}, in a thread of its own, each time it comes. By {@code sun.misc.Signal.handle} and reflection: the compiler
   * warns about any use of it in a way that cannot be suppressed, and there is no other way to tell Ctrl-C from SIGTERM. A system without the
   * signal, or without the class, keeps its usual behaviour.
   */
  void handle(Runnable action) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      InvocationHandler onCall = (proxy, method, arguments) -> answer(proxy, method, arguments, action);
      Object handler = Proxy.newProxyInstance(OsSignal.class.getClassLoader(), new Class<?>[] {handlerType}, onCall);
      type.getMethod("handle", type, handlerType).invoke(null, type.getConstructor(String.class).newInstance(name), handler);
    } catch (ReflectiveOperationException e) {
      System.Logger log = System.getLogger(OsSignal.class.getName());
      log.log(System.Logger.Level.DEBUG, "No handler for SIG" + name, e);
    }
  }

  private Object answer(Object proxy, Method method, Object[] arguments, Runnable action) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "SIG" + name;
      default -> {
        action.run();
        yield null;
      }
    };
  }
}
