using System.Text.Json.Serialization;
using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Support;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.SupportProgramService.Domain.Grants;

/// <summary>Whether a grant is open.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GrantState>))]
public enum GrantState
{
    /// <summary>The household may ask for the programme, from the first to the last day of the grant.</summary>
    Granted = 1,

    /// <summary>It may no longer.</summary>
    Withdrawn = 2,
}

/// <summary>The standing answer whether a household may ask for a programme. Each change raises its version and makes one event.</summary>
[PersonalData(DataClass.P1)]
public sealed class Grant : IAreaBound
{
    private bool _hasMoved;

    private Grant()
    {
    }

    public string ProvinceCode { get; private set; } = "";

    public string CommuneCode { get; private set; } = "";

    public Guid Id { get; private set; }

    public Guid HouseholdId { get; private set; }

    public string ProgrammeCode { get; private set; } = "";

    public long Version { get; private set; }

    public GrantState State { get; private set; }

    public string RuleVersion { get; private set; } = "";

    public PovertyClass HouseholdClass { get; private set; }

    public Guid ListId { get; private set; }

    public string DecisionNumber { get; private set; } = "";

    public DateOnly DecidedOn { get; private set; }

    public DateOnly ValidFrom { get; private set; }

    public DateOnly? ValidTo { get; private set; }

    public long? CapVnd { get; private set; }

    public decimal? InterestBasisPoints { get; private set; }

    public int? MaxTermMonths { get; private set; }

    /// <summary>Conditions met while granted, no longer met once withdrawn.</summary>
    public string[] Reasons { get; private set; } = [];

    public DateOnly? WithdrawnOn { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public bool IsOpen => State == GrantState.Granted;

    public GrantTerms Terms => new(
        ProvinceCode, CommuneCode, RuleVersion, HouseholdClass, ListId, DecisionNumber, DecidedOn, ValidFrom, ValidTo, CapVnd, InterestBasisPoints, MaxTermMonths);

    /// <summary>A grant that has not been said yet; <see cref="Award"/> opens it.</summary>
    public static Grant Of(Guid householdId, string programmeCode) => new()
    {
        Id = GrantIdentity.Of(householdId, programmeCode),
        HouseholdId = householdId,
        ProgrammeCode = programmeCode,
        State = GrantState.Withdrawn,
    };

    /// <summary>The same grant filed under the area its household moved to: the area is part of where rows are kept.</summary>
    public Grant MovedTo(string provinceCode, string communeCode)
    {
        var moved = (Grant)MemberwiseClone();
        moved.ProvinceCode = provinceCode;
        moved.CommuneCode = communeCode;
        moved._hasMoved = true;
        return moved;
    }

    /// <summary>Follows its household to another commune of the province.</summary>
    public void MoveTo(string communeCode) => (CommuneCode, _hasMoved) = (communeCode, true);

    /// <summary>True when the newest event of the grant already said that it is open on these terms.</summary>
    public bool Says(in GrantTerms terms) => IsOpen && !_hasMoved && Terms == terms;

    /// <summary>Opens or renews the grant on these terms.</summary>
    public EligibilityGranted Award(GrantTerms terms, string[] reasons, DateTimeOffset at)
    {
        Version++;
        State = GrantState.Granted;
        ProvinceCode = terms.ProvinceCode;
        CommuneCode = terms.CommuneCode;
        RuleVersion = terms.RuleVersion;
        HouseholdClass = terms.HouseholdClass;
        ListId = terms.ListId;
        DecisionNumber = terms.DecisionNumber;
        DecidedOn = terms.DecidedOn;
        ValidFrom = terms.ValidFrom;
        ValidTo = terms.ValidTo;
        CapVnd = terms.CapVnd;
        InterestBasisPoints = terms.InterestBasisPoints;
        MaxTermMonths = terms.MaxTermMonths;
        Reasons = reasons;
        WithdrawnOn = null;
        ChangedAt = at;
        return new EligibilityGranted(
            Guid.CreateVersion7(at), at, Id, Version, ProvinceCode, CommuneCode, HouseholdId, ProgrammeCode, RuleVersion, Reasons, HouseholdClass,
            ListId, DecisionNumber, DecidedOn, ValidFrom, ValidTo, CapVnd, InterestBasisPoints, MaxTermMonths);
    }

    /// <summary>Ends the grant.</summary>
    /// <param name="ruleVersion">Version of the rule that decided.</param>
    /// <param name="reasons">Conditions no longer met.</param>
    /// <param name="on">First day without the grant.</param>
    /// <param name="decisionNumber">Decision that caused it, where one did.</param>
    /// <param name="at">Instant of the evaluation.</param>
    public EligibilityWithdrawn Withdraw(string ruleVersion, string[] reasons, DateOnly on, string? decisionNumber, DateTimeOffset at)
    {
        Version++;
        State = GrantState.Withdrawn;
        RuleVersion = ruleVersion;
        Reasons = reasons;
        WithdrawnOn = on;
        ChangedAt = at;
        return new EligibilityWithdrawn(
            Guid.CreateVersion7(at), at, Id, Version, ProvinceCode, CommuneCode, HouseholdId, ProgrammeCode, RuleVersion, Reasons, on, decisionNumber);
    }
}
