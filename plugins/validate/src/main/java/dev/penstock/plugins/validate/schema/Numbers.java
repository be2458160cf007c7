package dev.penstock.plugins.validate.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers as nodes, exact, and one node for one number: 1, 1.0 and 10e-1 are the same integer. */
final class Numbers {
    /** Beyond it a few characters stand for more digits than arithmetic can bear. */
    private static final int LARGEST_EXPONENT = 1_000;

    private Numbers() {}

    /** @throws ArithmeticException when its size is beyond the bounds */
    static JsonNode node(BigDecimal number) {
        if (number.signum() == 0) {
            return IntNode.valueOf(0);
        }
        long exponent = (long) number.precision() - number.scale();
        if (Math.abs(exponent) > LARGEST_EXPONENT) {
            throw new ArithmeticException("beyond the bounds");
        }
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.scale() <= 0 ? node(shortest.toBigIntegerExact()) : DecimalNode.valueOf(shortest);
    }

    static JsonNode node(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return IntNode.valueOf(number.intValue());
        }
        return number.bitLength() < Long.SIZE ? LongNode.valueOf(number.longValue()) : BigIntegerNode.valueOf(number);
    }
}
