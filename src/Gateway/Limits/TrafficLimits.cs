using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace PovertyPlatform.Gateway.Limits;

/// <summary>Kinds of traffic, each with its own bucket per caller, so that a bulk upload never takes the allowance of an officer's reading.</summary>
public enum TrafficClass
{
    /// <summary>GET and HEAD.</summary>
    Read,

    /// <summary>Everything that changes something.</summary>
    Write,

    /// <summary>Uploads of workbooks.</summary>
    Bulk,

    /// <summary>What leaves as a file: reports, lists, certificates, forms. Which requests these are is said in <see cref="TrafficLimits.Exports"/>.</summary>
    Export,

    /// <summary>Token requests, counted by address.</summary>
    Token,

    /// <summary>What needs no token, counted by address.</summary>
    Open,
}

/// <summary>How often a caller may come: at most <paramref name="Burst"/> at once, refilled by <paramref name="Count"/> every <paramref name="PeriodSeconds"/>.</summary>
public record Rate(int Burst, int Count, double PeriodSeconds);

/// <summary>A class of traffic: its rate, its largest request body and how long a service may be silent.</summary>
public sealed record ClassLimits(int Burst, int Count, double PeriodSeconds, long LargestBodyBytes, int TimeoutSeconds) : Rate(Burst, Count, PeriodSeconds);

/// <summary>The limits of <c>reference/gateway/limits.json</c>: defaults for every class, which requests are exports, and other rates for single clients.</summary>
/// <param name="Classes">Limits by class.</param>
/// <param name="Exports">Requests of the class <see cref="TrafficClass.Export"/>, as <c>GET /household/v1/exports/lists/{id}</c>.</param>
/// <param name="Clients">Other rates for single clients.</param>
public sealed partial record TrafficLimits(
    IReadOnlyDictionary<TrafficClass, ClassLimits> Classes, IReadOnlyList<string> Exports, IReadOnlyDictionary<string, IReadOnlyDictionary<TrafficClass, Rate>> Clients)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Rate of a caller in a class.</summary>
    public Rate For(TrafficClass traffic, string caller) =>
        Clients.TryGetValue(caller, out var own) && own.TryGetValue(traffic, out var rate) ? rate : Classes[traffic];

    /// <summary>Reads and checks the file.</summary>
    /// <exception cref="InvalidDataException">The file is malformed or a figure makes no sense; the message says which.</exception>
    public static TrafficLimits Read(string path)
    {
        try
        {
            var limits = JsonSerializer.Deserialize<TrafficLimits>(File.ReadAllText(path), Json)!;
            return limits.Faults().FirstOrDefault() is { } fault ? throw new InvalidDataException($"{path}: {fault}") : limits;
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException)
        {
            throw new InvalidDataException($"{path} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    [GeneratedRegex("^(GET|POST) /[a-z]+/v1/[a-z0-9{}./-]+$")]
    private static partial Regex Request();

    private IEnumerable<string> Faults()
    {
        foreach (var request in Exports.Where(request => !Request().IsMatch(request)))
            yield return $"exports: '{request}' is no method and path like 'GET /household/v1/exports/lists/{{id}}'.";
        foreach (var twice in Exports.GroupBy(request => request).Where(same => same.Count() > 1))
            yield return $"exports: '{twice.Key}' stands there twice.";
        foreach (var missing in Enum.GetValues<TrafficClass>().Where(traffic => !Classes.ContainsKey(traffic)))
            yield return $"class {missing} is missing.";
        foreach (var (name, limits) in Classes.Where(pair => pair.Value is { LargestBodyBytes: < 1 } or { TimeoutSeconds: < 1 or > 3600 }))
            yield return $"class {name}: largestBodyBytes must be at least 1, timeoutSeconds from 1 to 3600, not {limits.LargestBodyBytes} and {limits.TimeoutSeconds}.";
        var rates = Classes.Select(pair => ($"class {pair.Key}", (Rate)pair.Value))
            .Concat(Clients.SelectMany(client => client.Value.Select(pair => ($"client {client.Key}, {pair.Key}", pair.Value))));
        foreach (var (where, rate) in rates.Where(pair => pair.Item2 is { Burst: < 1 } or { Count: < 1 } or { PeriodSeconds: <= 0 or > 86_400 }))
            yield return $"{where}: burst and count must be at least 1, periodSeconds above 0 and at most a day, not {rate.Burst}, {rate.Count} and {rate.PeriodSeconds}.";
    }
}
