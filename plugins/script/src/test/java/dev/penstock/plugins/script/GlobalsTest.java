package dev.penstock.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockServer;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The globals of a hook: expressions, and what they give as text; {@code throws <name>} for an error. */
class GlobalsTest {
    private static final List<List<String>> CASES = List.of(
            List.of("new Headers({B: '1', a: '2'}).get('b')", "1"),
            List.of("[...new Headers({B: '1', a: '2'})].join(';')", "a,2;b,1"),
            List.of(
                    "(() => { const h = new Headers(); h.append('A', '1'); h.append('a', ' 2 '); return h.get('A'); })()",
                    "1, 2"),
            List.of("new Headers([['a', '1'], ['a', '2']]).get('a')", "1, 2"),
            List.of("new Headers(new Headers({a: '1'})).has('A')", "true"),
            List.of("new Headers().get('a')", "null"),
            List.of("new Headers({'a b': '1'})", "throws TypeError"),
            List.of("new Headers({a: 'x\\ny'})", "throws TypeError"),
            List.of("new Headers({a: '€'})", "throws TypeError"),
            List.of("new Headers([['a', '1', '2']])", "throws TypeError"),
            List.of(
                    "(() => { const h = new Headers([['set-cookie', 'a'], ['set-cookie', 'b']]); return h.getSetCookie().join('|') + [...h.keys()]; })()",
                    "a|bset-cookie,set-cookie"),
            List.of("new Response('x').status", "200"),
            List.of("new Response('x').headers.get('content-type')", "text/plain;charset=UTF-8"),
            List.of(
                    "new Response(new URLSearchParams('a=1')).headers.get('content-type')",
                    "application/x-www-form-urlencoded;charset=UTF-8"),
            List.of("new Response(null).headers.has('content-type')", "false"),
            List.of("new Response('x', {headers: {'content-type': 'a/b'}}).headers.get('content-type')", "a/b"),
            List.of("new Response('x', {status: 199})", "throws RangeError"),
            List.of("new Response('x', {status: 600})", "throws RangeError"),
            List.of("new Response('x', {status: 204})", "throws TypeError"),
            List.of("await new Response('xü').text()", "xü"),
            List.of("(await new Response('{\"a\":1}').json()).a", "1"),
            List.of("await new Response(new TextEncoder().encode('ü')).text()", "ü"),
            List.of(
                    "(async () => { const r = new Response('x'); await r.text(); return r.text(); })()",
                    "throws TypeError"),
            List.of("await Response.json({a: [1, null]}).text()", "{\"a\":[1,null]}"),
            List.of("Response.json(1).headers.get('content-type')", "application/json"),
            List.of(
                    "Response.json(1, {status: 201, headers: {'content-type': 'a/b'}}).headers.get('content-type')",
                    "a/b"),
            List.of("Response.json(undefined)", "throws TypeError"),
            List.of("Response.json(1, {status: 204})", "throws TypeError"),
            List.of("Response.json(1, {headers: {a: 'b'}}).headers.get('content-type')", "application/json"),
            List.of("Response.redirect('http://a.test/b', 301).headers.get('location')", "http://a.test/b"),
            List.of("Response.redirect('http://a.test/b', 200)", "throws RangeError"),
            List.of("new URL('/p?q=1&q=2#h', 'http://x.test:80/a').href", "http://x.test/p?q=1&q=2#h"),
            List.of("new URL('HTTP://EXAMPLE.com:8080/../a/./b/%2e%2e/c d').href", "http://example.com:8080/a/c%20d"),
            List.of("new URL('b/c', 'http://x.test/a/d?e').href", "http://x.test/a/b/c"),
            List.of("new URL('?q', 'http://x.test/a').href", "http://x.test/a?q"),
            List.of("new URL('//y.test/z', 'https://x.test/a').href", "https://y.test/z"),
            List.of("new URL('http://u:p@x.test/').username + new URL('http://[::1]:81/').host", "u[::1]:81"),
            List.of("new URL('/relative')", "throws TypeError"),
            List.of("new URL('http://a b/')", "throws TypeError"),
            List.of("new URL('http://a:99999/')", "throws TypeError"),
            List.of("new URL('javascript:1')", "throws TypeError"),
            List.of("URL.canParse('::')", "false"),
            List.of(
                    "(() => { const u = new URL('http://x.test/a?b=1'); u.searchParams.append('c', 'ü &'); return u.href; })()",
                    "http://x.test/a?b=1&c=%C3%BC+%26"),
            List.of(
                    "(() => { const u = new URL('http://x.test/a'); u.pathname = 'ä?'; u.port = '81'; u.hash = 'x'; return u.href; })()",
                    "http://x.test:81/%C3%A4%3F#x"),
            List.of("new URLSearchParams('?a=1&b=%20+&a=2').getAll('a').join()", "1,2"),
            List.of(
                    "new URLSearchParams('a=%zz&b=%C3%BC').get('a') + new URLSearchParams('b=%C3%BC').get('b')",
                    "%zzü"),
            List.of("new URLSearchParams({a: '1', b: '*-._~!'}).toString()", "a=1&b=*-._%7E%21"),
            List.of(
                    "(() => { const s = new URLSearchParams('a=1&b=2&a=3'); s.set('a', 9); s.delete('b'); return String(s); })()",
                    "a=9"),
            List.of("new TextEncoder().encode('aü€😀').join()", "97,195,188,226,130,172,240,159,152,128"),
            List.of("new TextEncoder().encode('\\ud800').join()", "239,191,189"),
            List.of("new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 0xc3, 0xbc]))", "ü"),
            List.of("new TextDecoder('utf-8', {fatal: true}).decode(new Uint8Array([0xc3]))", "throws TypeError"),
            List.of("new TextDecoder('utf-16')", "throws RangeError"),
            List.of("btoa('hi') + atob(' aG k= ') + atob('aGk')", "aGk=hihi"),
            List.of("btoa('€')", "throws InvalidCharacterError"),
            List.of("atob('*')", "throws InvalidCharacterError"),
            List.of("console.log('a', {b: 1}, new Error('c'), () => 1, Symbol('d'), null)", "undefined"));

    @TestFactory
    Stream<DynamicTest> eachExpressionGivesWhatTheStandardSays() {
        StringBuilder code = new StringBuilder("export async function onRequest() {\n  const out = [];\n");
        for (List<String> one : CASES) {
            code.append("  try { out.push(String(await (")
                    .append(one.get(0))
                    .append("))); } catch (e) { out.push('throws ' + e.name); }\n");
        }
        code.append("  return Response.json(out);\n}\n");
        try (MockServer backend = MockServer.start();
                Harness gateway = HookSite.before(backend)
                        .script("all", code.toString(), Map.of("cpu", "2s", "heap", "64MiB"))
                        .start()) {
            List<?> found =
                    (List<?>) Json.parse(Buffer.buffer(gateway.get("/shop/all").body()));
            List<DynamicTest> tests = new ArrayList<>();
            for (int i = 0; i < CASES.size(); i++) {
                List<String> one = CASES.get(i);
                Object given = found.get(i);
                tests.add(dynamicTest(one.get(0), () -> assertThat(given).isEqualTo(one.get(1))));
            }
            return tests.stream();
        }
    }
}
