namespace PovertyPlatform.Gateway.Guarding;

/// <summary>Headers that only the gateway may set: whatever a client sends under these names never reaches a service.</summary>
internal static class ForgedHeaders
{
    private static readonly string[] Prefixes = ["X-Forwarded-", "X-Original-", "X-Rewrite-", "X-Envoy-", "X-Ms-Client-"];

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "Forwarded", "X-Forwarded", "X-Real-IP", "X-Client-IP", "X-Remote-IP", "X-Remote-Addr", "X-Host", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override",
        "X-Request-Id", "X-Correlation-Id", "Via", "True-Client-IP", "Baggage",
    };

    public static void Remove(IHeaderDictionary headers)
    {
        List<string>? forged = null;
        foreach (var (name, _) in headers)
            if (IsForged(name))
                (forged ??= []).Add(name);
        foreach (var name in forged ?? [])
            headers.Remove(name);
    }

    private static bool IsForged(string name)
    {
        // Almost every header begins with another letter; only these are worth a closer look.
        if ((name[0] | 0x20) is not ('x' or 'f' or 'v' or 't' or 'b'))
            return false;
        if (Names.Contains(name))
            return true;
        foreach (var prefix in Prefixes)
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
