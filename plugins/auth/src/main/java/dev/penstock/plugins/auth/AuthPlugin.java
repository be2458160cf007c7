package dev.penstock.plugins.auth;

import dev.penstock.plugins.auth.anyof.AnyOfFactory;
import dev.penstock.plugins.auth.authorize.AuthorizeFactory;
import dev.penstock.plugins.auth.basic.BasicAuthFactory;
import dev.penstock.plugins.auth.hmac.HmacFactory;
import dev.penstock.plugins.auth.introspect.IntrospectFactory;
import dev.penstock.plugins.auth.jwt.JwtFactory;
import dev.penstock.plugins.auth.key.ApiKeyFactory;
import dev.penstock.plugins.auth.mtls.MtlsFactory;
import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.StepFactory;
import java.util.List;

/** Brings the steps that find out who is calling, and what the caller may do. */
public final class AuthPlugin implements Plugin {
    @Override
    public List<StepFactory<?>> steps() {
        return List.of(
                new JwtFactory(),
                new ApiKeyFactory(),
                new BasicAuthFactory(),
                new IntrospectFactory(),
                new MtlsFactory(),
                new HmacFactory(),
                new AnyOfFactory(),
                new AuthorizeFactory());
    }
}
