package dev.windrow.ingest.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.UrlTemplate;
import dev.windrow.ingest.enrich.Address.Known;
import dev.windrow.ingest.enrich.Address.Unknown;
import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

  private static final String PATH = "http://a/users/{u}";
  private static final String QUERY = "http://a/users?id={u}&x=1";

  @ParameterizedTest
  @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
      http://a/users/{u}          | {'u':'ann'}                     | http://a/users/ann
      http://a/{u.id}/x           | {'u':{'id':'7'}}                | http://a/7/x
      http://a/{u}/{v}            | {'u':'b','v':'c'}               | http://a/b/c
      http://a/{u}-{v}.json       | {'u':'b','v':'c'}               | http://a/b-c.json
      http://a/{u}/{u}            | {'u':'b'}                       | http://a/b/b
      http://a?q={u}&r={v}        | {'u':'b','v':'c'}               | http://a?q=b&r=c
      http://a/{u}?r={v}          | {'u':'b','v':'c'}               | http://a/b?r=c
      http://a/users/{u}          | {'u':42}                        | http://a/users/42
      http://a/users/{u}          | {'u':42.0}                      | http://a/users/42
      http://a/users/{u}          | {'u':4.20e1}                    | http://a/users/42
      http://a/users/{u}          | {'u':-0.5}                      | http://a/users/-0.5
      http://a/users/{u}          | {'u':9007199254740993}          | http://a/users/9007199254740993
      http://a/users/{u}          | {'u':true}                      | http://a/users/true
      http://a/users/{u}          | {'u':'a b'}                     | http://a/users/a%20b
      http://a/users/{u}          | {'u':'a+b%20c'}                 | http://a/users/a%2Bb%2520c
      http://a/users/{u}          | {'u':'a?b#c;d&e=f:g@h!$(),*'}   | http://a/users/a%3Fb%23c%3Bd%26e%3Df%3Ag%40h%21%24%28%29%2C%2A
      http://a/users/{u}          | {'u':'é€😀'}                    | http://a/users/%C3%A9%E2%82%AC%F0%9F%98%80
      http://a/users/{u}          | {'u':'-._~'}                    | http://a/users/-._~
      http://a/users/{u}          | {'u':'...'}                     | http://a/users/...
      http://a/users/x{u}         | {'u':'..'}                      | http://a/users/x..
      http://a/users?id={u}       | {'u':'../x/y'}                  | http://a/users?id=..%2Fx%2Fy
      http://a/users?id={u}       | {'u':'..'}                      | http://a/users?id=..
      http://a/users?id={u}       | {'u':'a&b=c#d e\\u0000'}        | http://a/users?id=a%26b%3Dc%23d%20e%00
      http://a/users?id={u}       | {'u':'http://b/c'}              | http://a/users?id=http%3A%2F%2Fb%2Fc
      """)
  void valuesAreFilledIn(String template, String record, String url) {
    assertThat(address(template, record)).isEqualTo(new Known(url));
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
      http://a/users/{u}     | {}                          | missing_field
      http://a/users/{u}     | {'u':null}                  | missing_field
      http://a/users/{u.id}  | {'u':'x'}                   | missing_field
      http://a/users/{u.id}  | {'u':[{'id':1}]}            | missing_field
      http://a?id={u}        | {}                          | missing_field
      http://a/{u}/{v}       | {'u':'b'}                   | missing_field
      http://a/users/{u}     | {'u':''}                    | bad_value
      http://a?id={u}        | {'u':''}                    | bad_value
      http://a/users/{u}     | {'u':'.'}                   | bad_value
      http://a/users/{u}     | {'u':'..'}                  | bad_value
      http://a/{u}{v}        | {'u':'.','v':'.'}           | bad_value
      http://a/.{u}          | {'u':'.'}                   | bad_value
      http://a/%2e{u}        | {'u':'.'}                   | bad_value
      http://a/users/{u}     | {'u':'../admin'}            | bad_value
      http://a/users/{u}     | {'u':'/'}                   | bad_value
      http://a/users/{u}     | {'u':'a/b'}                 | bad_value
      http://a/users/{u}     | {'u':'a\\\\b'}              | bad_value
      http://a/users/{u}     | {'u':'a\\u0000b'}           | bad_value
      http://a/users/{u}     | {'u':'a\\r\\nHost: b'}      | bad_value
      http://a/users/{u}     | {'u':'a\\u0085b'}           | bad_value
      http://a/users/{u}     | {'u':'a\\ud800b'}           | bad_value
      http://a?id={u}        | {'u':'a\\udc00b'}           | bad_value
      http://a/users/{u}     | {'u':{'id':1}}              | bad_value
      http://a/users/{u}     | {'u':[1]}                   | bad_value
      http://a/users/{u}     | {'u':1e999}                 | bad_value
      http://a?id={u}        | {'u':1e999999999}           | bad_value
      """)
  void whatCannotBeLookedUpIsRefused(String template, String record, String reason) {
    assertThat(address(template, record)).isInstanceOfSatisfying(Unknown.class, unknown -> {
      assertThat(unknown.reason()).isEqualTo(reason);
      assertThat(unknown.detail()).contains("expected", "found").doesNotContainPattern("\\p{Cntrl}");
    });
  }

  @Test
  void anAddressThatIsTooLongIsRefused() {
    assertThat(address(PATH, "{'u':'" + "x".repeat(Addresses.LONGEST_URL) + "'}")).isInstanceOf(Unknown.class);
    assertThat(address(PATH, "{'u':'" + "x".repeat(Addresses.LONGEST_URL - "http://a/users/".length()) + "'}")).isInstanceOf(Known.class);
  }

  /** Whatever a value is: host and path are what is written, and the value that a server reads is the one that was there. */
  @Test
  void aValueNeverLeavesItsPlace() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int known = 0;
    for (int i = 0; i < 20_000; i++) {
      String value = value(random);
      var record = Json.object("{}").put("u", value);
      String what = "seed " + seed + ", value " + Json.object("{}").put("u", value);
      if (new Addresses(UrlTemplate.parse(PATH)).of(record) instanceof Known path) {
        URI url = URI.create(path.url()).normalize();
        assertThat(url.getRawAuthority()).as(what).isEqualTo("a");
        assertThat(url.getRawPath()).as(what).startsWith("/users/").satisfies(raw -> assertThat(raw.substring(7)).doesNotContain("/").isNotEmpty());
        assertThat(url.getPath()).as(what).isEqualTo("/users/" + value);
        assertThat(url.getRawQuery()).as(what).isNull();
        assertThat(url.getRawFragment()).as(what).isNull();
        known++;
      }
      if (new Addresses(UrlTemplate.parse(QUERY)).of(record) instanceof Known query) {
        URI url = URI.create(query.url());
        assertThat(url.getRawAuthority() + url.getRawPath()).as(what).isEqualTo("a/users");
        assertThat(url.getRawQuery()).as(what).startsWith("id=").endsWith("&x=1").satisfies(raw -> assertThat(raw.split("&")).hasSize(2));
        assertThat(url.getQuery()).as(what).isEqualTo("id=" + value + "&x=1");
      }
    }
    assertThat(known).as("seed " + seed).isGreaterThan(1_000);
  }

  private static String value(Random random) {
    String wild = "./\\%2eE5cf?#&=;:@+ \u0000\r\n\u00e9\u20ac\ud83d\ude00ax1";
    StringBuilder value = new StringBuilder();
    for (int left = 1 + random.nextInt(5); left > 0; left--) {
      value.append(wild.charAt(random.nextInt(wild.length())));
    }
    return value.toString();
  }

  private static Address address(String template, String record) {
    return new Addresses(UrlTemplate.parse(template)).of(Json.object(record));
  }
}
