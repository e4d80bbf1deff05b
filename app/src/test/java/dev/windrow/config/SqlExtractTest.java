package dev.windrow.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords in the address of a database. */
class SqlExtractTest {

  @ParameterizedTest
  @ValueSource(strings = {
      "jdbc:postgresql://db/shop?user=ann&password=hunter2", "jdbc:postgresql://ann:hunter2@db/shop", "jdbc:sqlserver://db;databaseName=shop;Password=hunter2",
      "jdbc:oracle:thin:ann/hunter2@db:1521/shop", "jdbc:mysql://db/shop?sslKeyStorePassword = hunter2"})
  void anAddressThatSaysAPasswordIsNotShown(String url) throws ConfigException {
    Config config = Loading.load("sources: [{sql: {url: '" + url + "', table: orders}}]");

    assertThat(((SqlExtract) config.ingest().sources().get(0).extract()).url()).isEqualTo(url);
    assertThat(ConfigLoader.effective(config)).contains("url: \"(hidden)\"").doesNotContain("hunter2");
    assertThat(config.toString()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:postgresql://db:5432/shop", "jdbc:postgresql://db/shop?sslmode=require&user=ann", "jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1"})
  void anyOtherAddressIs(String url) throws ConfigException {
    assertThat(ConfigLoader.effective(Loading.load("sources: [{sql: {url: '" + url + "', table: orders}}]"))).contains(url);
  }
}
