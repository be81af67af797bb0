using System.Net.Http.Json;

namespace PovertyPlatform.TestKit.Door;

/// <summary>What an endpoint does with areas; proven by the matrix for every role.</summary>
public enum AreaRule
{
    /// <summary>The thing named by its id lies in the caller's areas, or it does not exist (404).</summary>
    Thing,

    /// <summary>The area named in the request is one of the caller's, or the request is refused (403).</summary>
    Named,

    /// <summary>Only what lies in the caller's areas is listed or counted.</summary>
    Filtered,

    /// <summary>Belongs to the client that made it; for others it does not exist (404).</summary>
    OwnClient,

    /// <summary>The same for every area: reference data.</summary>
    Everywhere,

    /// <summary>The service as a whole, for its operators.</summary>
    Operator,
}

/// <summary>
/// How the matrix calls one endpoint: once for something of the caller's own area, once for the same thing elsewhere. A new endpoint needs one, under its method and
/// route (<c>GET /v1/lists/{id}</c>), in the Stage of its service's tests.
/// </summary>
/// <param name="Rule">What it does with areas.</param>
/// <param name="Own">Path and query for something of the own area; called anew for every request, so that what a request uses up can be made again.</param>
public sealed record AccessSample(AreaRule Rule, Func<Task<string>> Own)
{
    /// <summary>A sample with a fixed path.</summary>
    public AccessSample(AreaRule rule, string own)
        : this(rule, () => Task.FromResult(own))
    {
    }

    /// <summary>The same in the other area (or of the other client); needed for <see cref="AreaRule.Thing"/>, <see cref="AreaRule.OwnClient"/> and, unless the body names the area, <see cref="AreaRule.Named"/>.</summary>
    public string? Other { get; init; }

    /// <summary>JSON body.</summary>
    public object? Body { get; init; }

    /// <summary>JSON body that names the other area; the same as <see cref="Body"/> when absent.</summary>
    public object? OtherBody { get; init; }

    /// <summary>A body that is not JSON.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>Statuses that say that the door let the caller through; a business rule may still say no.</summary>
    public IReadOnlyList<int> Passes { get; init; } = [200, 201, 202, 204];

    /// <summary>Statuses that say that something elsewhere was refused, where they are not the usual ones of the rule (404, or 403 for a named area); say why.</summary>
    public IReadOnlyList<int>? Refuses { get; init; }

    /// <summary>The same for a caller of another province, where the service cannot know in which province the named area lies.</summary>
    public IReadOnlyList<int>? FromAway { get; init; }

    /// <summary>Text that the answer for the own area shows; without one an empty answer would pass.</summary>
    public string? Shows { get; init; }

    /// <summary>For a write without an Idempotency-Key: why sending it again does no harm.</summary>
    public string? Repeats { get; init; }

    /// <summary>It is about whole provinces: the caller holds the province instead of the commune, and <see cref="OtherBody"/> or <see cref="Other"/> name another one.</summary>
    public bool IsOfProvinces { get; init; }

    /// <summary>It shows the frame of a commune's work to who has a hamlet of it, whichever; nothing of a household.</summary>
    public bool IsFrameOfHamlets { get; init; }

    /// <summary>Statuses for who has another hamlet of the commune, where they are not those of the rule.</summary>
    public IReadOnlyList<int>? FromOtherHamlet { get; init; }

    /// <summary>It is about a whole commune: who has single hamlets is refused with these statuses.</summary>
    public IReadOnlyList<int>? RefusesHamlets { get; init; }

    /// <summary>Each call costs much: malformed requests come to it less often.</summary>
    public bool IsHeavy { get; init; }

    internal HttpContent? ContentFor(bool other) => Content is not null ? Content() : (other ? OtherBody ?? Body : Body) is { } body ? JsonContent.Create(body, body.GetType()) : null;
}

/// <summary>What a service's tests prepare for the matrix and for malformed requests.</summary>
/// <param name="Samples">A sample for every endpoint, by method and route.</param>
/// <param name="Canaries">Texts that stand in rows of the other area and nowhere else (names, codes, numbers): no answer to a caller of the own area may hold one.</param>
/// <param name="OtherArea">SQL whose one value (text) changes when anything of the other area changes.</param>
public sealed record AccessStage(IReadOnlyDictionary<string, AccessSample> Samples, IReadOnlyList<string> Canaries, string OtherArea)
{
    /// <summary>SQL with names of residents of the own area (one text column): an answer that holds one has named somebody, and must have left a line in the audit trail.</summary>
    public string? Residents { get; init; }

    /// <summary>Codes of all hamlets of the own commune: who heads single hamlets comes with them. A service without any is closed to such a caller.</summary>
    public IReadOnlyList<string> Hamlets { get; init; } = [];
}
