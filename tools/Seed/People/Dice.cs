using System.Numerics;

namespace PovertyPlatform.Seed.People;

/// <summary>
/// Random numbers that stay the same on every machine and every runtime (xoshiro256**, seeded by SplitMix64): System.Random promises
/// that for one runtime only, and files made from it are checked in.
/// </summary>
sealed class Dice
{
    ulong a, b, c, d;

    public Dice(ulong seed)
    {
        a = Mix(ref seed);
        b = Mix(ref seed);
        c = Mix(ref seed);
        d = Mix(ref seed);
    }

    /// <summary>Dice of one numbered thing, so that things can be made in any order and in parallel.</summary>
    public static Dice For(ulong seed, string kind, long number)
    {
        var state = seed;
        foreach (var letter in kind) state = Mix(ref state) ^ letter;
        state ^= (ulong)number * 0x9E3779B97F4A7C15;
        return new(Mix(ref state));
    }

    public ulong Next()
    {
        var result = BitOperations.RotateLeft(b * 5, 7) * 9;
        var shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = BitOperations.RotateLeft(d, 45);
        return result;
    }

    /// <summary>0 up to, not including, <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    public int Between(int first, int last) => first + Below(last - first + 1);

    public bool Chance(int inThousand) => Below(1000) < inThousand;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>Index drawn by weight.</summary>
    public int Weighted(IReadOnlyList<int> weights)
    {
        var drawn = Below(weights.Sum());
        var index = 0;
        while ((drawn -= weights[index]) >= 0) index++;
        return index;
    }

    static ulong Mix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
