package dev.penstock.plugins.auth.basic;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;
import java.util.Optional;

/**
 * Lets in who shows a user and the password of a file (RFC 7617), and says who that is: {@code auth.subject}. 401
 * otherwise, 503 while more passwords wait to be verified than can be.
 *
 * @param users the file: a line {@code user:hash} for each, as {@code htpasswd -B} writes them; bcrypt or argon2id
 * @param realm what the challenge calls this, of visible ASCII and blanks; default: the API's name
 * @param optional whether a call without a password passes; one with a wrong password never does
 * @param forward whether user and password go on to the upstream
 */
public record BasicAuthConfig(
        Node users,
        Optional<String> realm,
        @Default("false") boolean optional,
        @Default("false") boolean forward) {}
