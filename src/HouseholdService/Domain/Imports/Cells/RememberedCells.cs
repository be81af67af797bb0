using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Cells;

/// <summary>Remembers what a typed text came to. Most cells of a list repeat a few words, so they are understood once and found again by their bytes.</summary>
/// <param name="understand">Understands a text.</param>
/// <typeparam name="T">What a text comes to.</typeparam>
public sealed class RememberedCells<T>(Func<string, T> understand)
{
    private const int Most = 4096;
    private readonly Dictionary<byte[], T> _known = new(Most, Bytes.Instance);

    /// <summary>What the text comes to.</summary>
    public T Of(ReadOnlySpan<byte> typed)
    {
        var look = _known.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (look.TryGetValue(typed, out var known))
            return known;
        var understood = understand(Encoding.UTF8.GetString(typed));
        if (_known.Count < Most)
            look[typed] = understood;
        return understood;
    }

    private sealed class Bytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly Bytes Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = 2166136261u;
            foreach (var letter in alternate)
                hash = (hash ^ letter) * 16777619;
            return (int)hash;
        }
    }
}
