package dev.penstock.engine.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Chooses the certificate by the name that the client sends (RFC 6066 section 3): the exact one, else {@code *.} and all
 * but the first label, else the first certificate. Of several for one name the first is shown: OpenSSL asks for kinds of
 * keys in an order that is not the client's, so a pair of them would not serve all clients.
 *
 * <p>There is one context for all names: contexts by name, as Vert.x keeps them, would be as many as a client invents
 * below a {@code *.}.
 */
final class NamedKeys extends X509ExtendedKeyManager {
    private final List<Identity> identities;

    NamedKeys(List<Identity> identities) {
        this.identities = List.copyOf(identities);
    }

    @Override
    public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
        String name = engine.getHandshakeSession() instanceof ExtendedSSLSession session
                ? name(session.getRequestedServerNames())
                : "";
        Identity shown = shownTo(name);
        return isOf(shown, type) ? Integer.toString(identities.indexOf(shown)) : null;
    }

    private Identity shownTo(String name) {
        int dot = name.indexOf('.');
        return named(name)
                .or(() -> dot < 0 ? Optional.empty() : named("*" + name.substring(dot)))
                .orElse(identities.get(0));
    }

    private Optional<Identity> named(String name) {
        return identities.stream()
                .filter(identity -> identity.names().contains(name))
                .findFirst();
    }

    private static String name(List<SNIServerName> names) {
        return names.stream()
                .filter(SNIHostName.class::isInstance)
                .map(host -> ((SNIHostName) host).getAsciiName().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("");
    }

    private static boolean isOf(Identity identity, String type) {
        return identity.key().getAlgorithm().equals(type);
    }

    private Identity at(String alias) {
        return identities.get(Integer.parseInt(alias));
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return at(alias).chain().toArray(new X509Certificate[0]);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return at(alias).key();
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
        return IntStream.range(0, identities.size())
                .filter(i -> isOf(identities.get(i), type))
                .mapToObj(Integer::toString)
                .toArray(String[]::new);
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
        throw new UnsupportedOperationException("only engines are served");
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
        throw new UnsupportedOperationException("no client");
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
        throw new UnsupportedOperationException("no client");
    }
}
