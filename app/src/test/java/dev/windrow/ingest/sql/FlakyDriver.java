package dev.windrow.ingest.sql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;

/** Connects to what stands behind {@code jdbc:flaky:}; statements that contain a text break off after some rows, some times. */
public final class FlakyDriver implements Driver {

  private static final String PREFIX = "jdbc:flaky:";
  private static final Map<String, Fault> FAULTS = new ConcurrentHashMap<>();

  static {
    try {
      DriverManager.registerDriver(new FlakyDriver());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Statements of rows that were begun. */
  private static final List<String> STATEMENTS = new CopyOnWriteArrayList<>();

  private static final class Fault {

    private final String text;
    private final int rows;
    private int times;

    Fault(String text, int rows, int times) {
      this.text = text;
      this.rows = rows;
      this.times = times;
    }

    synchronized boolean strikes(String sql) {
      return sql.contains(text) && times-- > 0;
    }
  }

  public static String url(String url) {
    return PREFIX + url;
  }

  /** From now on the only fault of the address. */
  public static void breakAfter(String url, String text, int rows, int times) {
    FAULTS.put(PREFIX + url, new Fault(text, rows, times));
    STATEMENTS.clear();
  }

  public static List<String> statements() {
    return List.copyOf(STATEMENTS);
  }

  @Override
  public Connection connect(String url, Properties info) throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    Connection connection = DriverManager.getConnection(url.substring(PREFIX.length()), info);
    return proxy(Connection.class, connection, (name, arguments, result) ->
        name.equals("prepareStatement") ? statement((PreparedStatement) result, url, (String) arguments[0]) : result);
  }

  private static PreparedStatement statement(PreparedStatement statement, String url, String sql) {
    if (sql.contains(" ORDER BY ")) {
      STATEMENTS.add(sql);
    }
    Fault fault = FAULTS.get(url);
    boolean struck = fault != null && fault.strikes(sql);
    return proxy(PreparedStatement.class, statement, (name, arguments, result) ->
        struck && name.equals("executeQuery") ? rows((ResultSet) result, fault.rows) : result);
  }

  private static ResultSet rows(ResultSet rows, int most) {
    int[] left = {most};
    return proxy(ResultSet.class, rows, (name, arguments, result) -> {
      if (name.equals("next") && left[0]-- <= 0) {
        throw new SQLException("the line is cut", "08006");
      }
      return result;
    });
  }

  private interface After {
    Object call(String name, Object[] arguments, Object result) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, T target, After after) {
    return type.cast(Proxy.newProxyInstance(FlakyDriver.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
      try {
        return after.call(method.getName(), arguments, method.invoke(target, arguments));
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }));
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith(PREFIX);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }
}
