using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Support;

namespace PovertyPlatform.PartnerService.Domain.Feed;

/// <summary>Names of events as partners see them: a reversed domain, then the contract's own stable name.</summary>
public static class FeedTypes
{
    private const string Domain = "vn.povertyplatform.";

    /// <summary>A household may ask for a programme.</summary>
    public static readonly string Granted = Of(typeof(EligibilityGranted));

    /// <summary>It may no longer.</summary>
    public static readonly string Withdrawn = Of(typeof(EligibilityWithdrawn));

    /// <summary>A bell without an event, to try an endpoint. Never in the feed.</summary>
    public const string Ping = Domain + "partner.webhook-tested.v1";

    /// <summary>Types that occur in the feed.</summary>
    public static readonly IReadOnlyList<string> All = [Granted, Withdrawn];

    /// <summary>Name of the schema of an event's data.</summary>
    public static string SchemaOf(string type) => $"urn:povertyplatform:schema:{type[Domain.Length..]}";

    /// <summary>Where events of this type come from.</summary>
    public static string SourceOf(string type) => $"urn:povertyplatform:{type[Domain.Length..].Split('.')[0]}";

    private static string Of(Type contract) => Domain + EventContractAttribute.Of(contract).Exchange;
}
