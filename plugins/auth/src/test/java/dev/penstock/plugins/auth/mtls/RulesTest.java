package dev.penstock.plugins.auth.mtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CN=partner-a              | CN=partner-a                     | true
            cn = partner-a            | CN=partner-a                     | true
            CN=PARTNER-A              | CN=partner-a                     | true
            CN=partner-a              | CN=partner-ab                    | false
            CN=partner-a              | CN=a,CN=partner-a                | false
            CN=partner-a              | CN=partner-a,O=Acme              | false
            CN=partner-a,O=Acme       | CN=partner-a                     | false
            CN=partner-a, O=Acme      | CN=partner-a,O=Acme              | true
            O=Acme,CN=partner-a       | CN=partner-a,O=Acme              | false
            OU=partner-a              | CN=partner-a                     | false
            CN=partner-a\\,O\\=Acme   | CN=partner-a,O=Acme              | false
            CN=partner-a,O=Acme       | CN=partner-a\\,O\\=Acme          | false
            CN=a+OU=b,O=Acme          | OU=b+CN=a,O=Acme                 | true
            CN=a+OU=b                 | CN=a                             | false
            CN=k                      | CN=\u212A                        | false
            CN=a                      | CN=\uFF41                        | false
            CN=*.partner.test         | CN=a.partner.test                | true
            CN=*.partner.test         | CN=A.B.Partner.Test              | true
            CN=*.partner.test         | CN=partner.test                  | false
            CN=*.partner.test         | CN=.partner.test                 | false
            CN=*.partner.test         | CN=evilpartner.test              | false
            CN=*.partner.test         | CN=a.partner.test.evil.test      | false
            CN=*.partner.test         | CN=a@b.partner.test              | false
            CN=*.partner.test         | OU=a.partner.test                | false
            CN=*.partner.test         | CN=a.partner.test+OU=b           | false
            CN=*.partner.test,O=Acme  | CN=a.partner.test,O=Acme         | true
            CN=*.partner.test,O=Acme  | CN=a.partner.test,O=Evil         | false
            CN=*                      | CN=a                             | false
            EMAILADDRESS=a@b.test     | EMAILADDRESS=a@b.test            | true
            EMAILADDRESS=a@b.test     | EMAILADDRESS=c@b.test            | false
            """)
    void aSubjectIsMatchedAsAWhole(String rule, String subject, boolean matches) {
        assertThat(SubjectRule.parse(rule).matches(new X500Principal(subject))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.partner.test      | HOST    | a.partner.test                | true
            A.Partner.Test      | HOST    | a.partner.test                | true
            a.partner.test      | HOST    | b.partner.test                | false
            a.partner.test      | HOST    | a.partner.test.evil.test      | false
            a.partner.test      | HOST    | *.partner.test                | false
            a.partner.test      | URI     | a.partner.test                | false
            a.partner.test      | MAILBOX | a.partner.test                | false
            *.partner.test      | HOST    | a.partner.test                | true
            *.partner.test      | HOST    | a.b.PARTNER.test              | true
            *.partner.test      | HOST    | partner.test                  | false
            *.partner.test      | HOST    | evilpartner.test              | false
            *.partner.test      | HOST    | .partner.test                 | false
            *.partner.test      | HOST    | a..partner.test               | false
            *.partner.test      | HOST    | 'a b.partner.test'            | false
            *.partner.test      | HOST    | evil.test/.partner.test       | false
            *.partner.test      | HOST    | \u212A.partner.test           | false
            *.partner.test      | URI     | https://a.partner.test        | false
            spiffe://x.test/api | URI     | spiffe://x.test/api           | true
            spiffe://x.test/api | URI     | spiffe://x.test/API           | false
            spiffe://x.test/api | URI     | spiffe://x.test/api/admin     | false
            spiffe://x.test/api | HOST    | spiffe://x.test/api           | false
            a@b.test            | MAILBOX | a@b.test                      | true
            a@b.test            | MAILBOX | A@b.test                      | false
            a@b.test            | HOST    | a@b.test                      | false
            10.0.0.1            | ADDRESS | 10.0.0.1                      | true
            10.0.0.1            | ADDRESS | 10.0.0.11                     | false
            10.0.0.1            | HOST    | 10.0.0.1                      | false
            2001:db8::1         | ADDRESS | 2001:db8:0:0:0:0:0:1          | true
            2001:DB8::1         | ADDRESS | 2001:db8:0:0:0:0:0:1          | true
            2001:db8::1         | ADDRESS | 2001:db8:0:0:0:0:0:2          | false
            """)
    void anAlternativeNameIsMatchedByItsType(String rule, San.Type type, String name, boolean matches) {
        assertThat(SanRule.parse(rule).matches(new San(type, name))).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "partner-a", "*.partner.test", "CN", "CN=a,,", "XX=a"})
    void whatIsNoSubjectIsRefused(String rule) {
        assertThatThrownBy(() -> SubjectRule.parse(rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a subject such as CN=partner-a,O=Acme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "*.", "*.*.test", "a.*.test", "a b", "a..b", "300.0.0.1"})
    void whatIsNoAlternativeNameIsRefused(String rule) {
        assertThatThrownBy(() -> SanRule.parse(rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected a");
    }
}
