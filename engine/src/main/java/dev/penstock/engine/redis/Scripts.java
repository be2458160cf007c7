package dev.penstock.engine.redis;

import dev.penstock.sdk.SharedStore.Script;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.codec.Codec;

/** Runs scripts by their digest; a server that does not know one, since it began anew, is sent the text. */
final class Scripts {
    private final Map<Script, String> digests = new ConcurrentHashMap<>();

    <T> CompletionStage<T> run(
            RedissonClient client,
            Codec codec,
            Script script,
            RScript.ReturnType type,
            String key,
            Object... arguments) {
        RScript scripts = client.getScript(codec);
        List<Object> keys = List.of(key);
        String digest = digests.computeIfAbsent(script, Scripts::digest);
        RFuture<T> known = scripts.evalShaAsync(RScript.Mode.READ_WRITE, digest, type, keys, arguments);
        return known.handle((value, failure) -> {
                    if (failure == null) {
                        return known;
                    }
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    return cause instanceof RedisNoScriptException
                            ? scripts.<T>evalAsync(RScript.Mode.READ_WRITE, script.lua(), type, keys, arguments)
                            : known;
                })
                .thenCompose(Function.identity());
    }

    private static String digest(Script script) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(script.lua().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
    }
}
