using System.Buffers;
using System.Globalization;

namespace PovertyPlatform.Gateway.Guarding;

/// <summary>Finds request targets that two programs could read differently: dot segments, encoded separators, double encoding, control characters.</summary>
internal static class PathTricks
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~/");
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~/.%:@!$&'()*+,=");

    /// <summary>True when the target, as it stood on the request line, is not one plain path with its query.</summary>
    public static bool Suspicious(string target)
    {
        if (!target.StartsWith('/'))
            return true;
        var end = target.IndexOf('?', StringComparison.Ordinal);
        var path = end < 0 ? target.AsSpan() : target.AsSpan(0, end);
        if (end >= 0 && target.AsSpan(end).Contains("%00", StringComparison.Ordinal))
            return true;
        if (path.Contains("//", StringComparison.Ordinal))
            return true;
        return path.ContainsAnyExcept(Plain) && (path.ContainsAnyExcept(Allowed) || HasDotSegment(path) || HasTrickyEscape(path));
    }

    private static bool HasDotSegment(ReadOnlySpan<char> path)
    {
        foreach (var segment in path.Split('/'))
            if (path[segment] is "." or "..")
                return true;
        return false;
    }

    private static bool HasTrickyEscape(ReadOnlySpan<char> path)
    {
        for (var at = path.IndexOf('%'); at >= 0; path = path[(at + 1)..], at = path.IndexOf('%'))
            if (at + 2 >= path.Length || !byte.TryParse(path.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                || value is < 0x20 or 0x7F or (byte)'/' or (byte)'\\' or (byte)'.' or (byte)'%' or (byte)';')
                return true;
        return false;
    }
}
