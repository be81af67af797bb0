using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.TestKit.Access;

/// <summary>A caller of a test: what its token will say.</summary>
/// <param name="Id">Client id and subject.</param>
/// <param name="Scopes">Granted scopes.</param>
/// <param name="Provinces">Province codes.</param>
/// <param name="Communes">Commune codes.</param>
/// <param name="Nationwide">Whole country.</param>
/// <param name="Roles">Role codes.</param>
/// <param name="Agency">Agency identifier, for partners.</param>
public sealed record TestActor(
    string Id, string[] Scopes, string[] Provinces, string[] Communes, bool Nationwide = false, string[]? Roles = null, string? Agency = null)
{
    /// <summary>Single records that were granted beside the areas.</summary>
    public IReadOnlyList<RecordKey> Records { get; init; } = [];

    /// <summary>Province of the caller's communes, as the issuer tells it.</summary>
    public string? HomeProvince { get; init; }

    /// <summary>Single hamlets of the caller.</summary>
    public IReadOnlyList<string> Hamlets { get; init; } = [];

    /// <summary>The same caller with other scopes.</summary>
    public TestActor With(params string[] scopes) => this with { Scopes = scopes };

    /// <summary>The same caller with every scope but one; for tests of every other scope.</summary>
    public TestActor Without(string scope) => this with { Scopes = [.. ServiceDefaults.Access.Scopes.All.Where(other => other != scope)] };

    /// <summary>The same caller in one other commune.</summary>
    public TestActor In(string province, params string[] communes) =>
        this with { Provinces = communes.Length == 0 ? [province] : [], Communes = communes, Nationwide = false };
}

/// <summary>The callers of the sample stack.</summary>
public static class TestActors
{
    /// <summary>Poverty officer of Xã Púng Luông (04492) in Lào Cai.</summary>
    public static readonly TestActor Officer = new("officer-pungluong",
        [Scopes.HouseholdsRead, Scopes.HouseholdsReveal, Scopes.HandOversRead, Scopes.HouseholdsImport, Scopes.HouseholdsWrite, Scopes.HamletsChange, Scopes.PopulationsWrite, Scopes.ListsDraft, Scopes.ListsRead, Scopes.LocalListsRead, Scopes.ReviewsRead, Scopes.ReviewsPlan,
            Scopes.ReviewsConduct, Scopes.ObjectionsReceive, Scopes.ReviewsPrint, Scopes.CausesWrite, Scopes.RightsReceive, Scopes.RightsRead, Scopes.ConsentsWrite, Scopes.ReferenceRead,
            Scopes.EligibilityRead, Scopes.ReportsRead, Scopes.FiguresExact],
        [], ["04492"], Roles: ["poverty-officer"]);

    /// <summary>Head of a hamlet; of none yet.</summary>
    public static readonly TestActor HamletHead = new("hamlet-head",
        [Scopes.HouseholdsRead, Scopes.LocalListsRead, Scopes.ReviewsRead, Scopes.ReviewsConduct, Scopes.ObjectionsReceive, Scopes.ReferenceRead], [], [], Roles: ["hamlet-head"]);

    /// <summary>Chair of the People's Committee of Xã Púng Luông.</summary>
    public static readonly TestActor Chair = new("chair-pungluong",
        [Scopes.HouseholdsRead, Scopes.HouseholdsReveal, Scopes.ListsRead, Scopes.LocalListsRead, Scopes.ListsRecognise, Scopes.ReviewsRead, Scopes.ReviewsDecide, Scopes.ReviewsPrint, Scopes.CausesJudge, Scopes.RightsRead, Scopes.RightsDecide,
            Scopes.ReferenceRead],
        [], ["04492"], Roles: ["commune-chair"]);

    /// <summary>Officer of the province.</summary>
    public static readonly TestActor ProvinceOfficer = new("officer-laocai",
        [Scopes.HouseholdsRead, Scopes.HouseholdsReveal, Scopes.ListsRead, Scopes.LocalListsRead, Scopes.ReviewsRead, Scopes.ReviewsSupervise, Scopes.RightsRead, Scopes.ReferenceRead, Scopes.EligibilityRead, Scopes.ReportsRead, Scopes.FiguresExact], ["15"], [], Roles: ["province-officer"]);

    /// <summary>Officer of an enterprise to whom single households are granted; none yet.</summary>
    public static readonly TestActor HouseholdHelper = new("helper", [Scopes.HouseholdsRead, Scopes.ReferenceRead], [], [], Roles: ["household-helper"]);

    /// <summary>Province branch of the Bank for Social Policies.</summary>
    public static readonly TestActor Bank = new("bank-laocai",
        [Scopes.EventsRead, Scopes.GrantsRead, Scopes.WebhooksManage, Scopes.RepresentativesRead], ["15"], [], Roles: ["bank"], Agency: "G17.15.01");

    /// <summary>Operator of the platform.</summary>
    public static readonly TestActor Operator = new("operator", [Scopes.OperationsManage], [], [], Nationwide: true, Roles: ["operator"]);

    /// <summary>A caller with every scope in the whole country.</summary>
    public static readonly TestActor Everything = new("everything", [.. ServiceDefaults.Access.Scopes.All], [], [], Nationwide: true, Roles: ["test"]);
}
