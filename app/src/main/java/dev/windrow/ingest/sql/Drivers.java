package dev.windrow.ingest.sql;

import dev.windrow.ingest.SourceException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Finds who can talk to a database. */
final class Drivers {

  private Drivers() {}

  /** @param path a jar, or a folder with jars, to look in besides the class path */
  static Driver of(String url, Optional<Path> path) throws SourceException {
    List<Driver> drivers = path.isPresent() ? in(path.get()) : List.of();
    return Stream.concat(drivers.stream(), DriverManager.drivers()).filter(driver -> accepts(driver, url)).findFirst()
        .orElseThrow(() -> new SourceException("expected a JDBC driver for " + scheme(url) + ", found none on the class path"
            + path.map(where -> " and in " + where).orElse("") + "; sql.driver (--driver-path) names its jar, or the folder that it is in"));
  }

  /** What says which database it is, and nothing else of the address. */
  private static String scheme(String url) {
    String[] words = url.split(":", 3);
    return words.length < 2 ? "this address" : words[0] + ":" + words[1];
  }

  private static List<Driver> in(Path path) throws SourceException {
    List<Driver> drivers = new ArrayList<>();
    URLClassLoader loader = new URLClassLoader(jars(path), Drivers.class.getClassLoader());
    ServiceLoader.load(Driver.class, loader).forEach(drivers::add);
    return drivers;
  }

  private static URL[] jars(Path path) throws SourceException {
    try (Stream<Path> files = Files.isDirectory(path) ? Files.list(path) : Stream.of(path)) {
      List<URL> jars = new ArrayList<>();
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file)).sorted().toList()) {
        jars.add(jar.toUri().toURL());
      }
      if (jars.isEmpty()) {
        throw new SourceException("sql.driver: expected a jar, or a folder with jars, found none at " + path);
      }
      return jars.toArray(URL[]::new);
    } catch (MalformedURLException e) {
      throw new SourceException("sql.driver: expected the path of a jar, found " + path, e);
    } catch (IOException e) {
      throw new SourceException("sql.driver: cannot list " + path + " (" + e.getMessage() + ")", e);
    }
  }

  private static boolean accepts(Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException e) {
      return false;
    }
  }
}
