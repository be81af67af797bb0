using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.TestKit.Door;

/// <summary>Where the callers of the matrix are at home, and what they may not see.</summary>
public static class Places
{
    /// <summary>Province of the own and of the other commune: neighbours share partitions, and only the commune keeps them apart.</summary>
    public const string Province = "15";

    /// <summary>The callers' commune.</summary>
    public const string Own = "04492";

    /// <summary>Its neighbour.</summary>
    public const string Other = "02680";

    /// <summary>A hamlet of the own commune in which nobody lives.</summary>
    public const string OtherHamlet = "044929999";

    /// <summary>A province far away.</summary>
    public const string Far = "92";

    /// <summary>Subject and client of every caller of the matrix.</summary>
    public const string Caller = "door-caller";

    /// <summary>Another client.</summary>
    public const string Stranger = "door-stranger";

    /// <summary>Who arranges things, so that nobody meets a rule about the second person.</summary>
    public static TestActor Arranger { get; } = TestActors.Everything with { Id = "door-arranger" };

    /// <summary>A caller of the own commune.</summary>
    public static TestActor Home(params IEnumerable<string> scopes) => new(Caller, [.. scopes], [], [Own], Roles: ["poverty-officer"], Agency: "G17.15.01");

    /// <summary>The same caller in the far province.</summary>
    public static TestActor Away(params IEnumerable<string> scopes) => Home(scopes) with { Provinces = [Far], Communes = [] };
}
