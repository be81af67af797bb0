using PovertyPlatform.Contracts.Households;
using PovertyPlatform.Messaging;
using PovertyPlatform.PartnerService.Data;
using PovertyPlatform.PartnerService.Data.Grants;
using PovertyPlatform.PartnerService.Domain.Grants;

namespace PovertyPlatform.PartnerService.Consumers;

/// <summary>Keeps what the details of a grant say about its household.</summary>
public sealed class HouseholdProjection : EventProjection<PartnerDb, HouseholdRecognised>
{
    public override Task Apply(IReadOnlyList<HouseholdRecognised> messages, PartnerDb db, CancellationToken ct) =>
        HouseholdWriter.WriteRecognised(db, messages.Select(Seen), ct);

    private static Household Seen(HouseholdRecognised message) => new()
    {
        ProvinceCode = message.ProvinceCode,
        CommuneCode = message.CommuneCode,
        Id = message.SubjectId,
        Version = message.SubjectVersion,
        IsRecognised = true,
        Class = message.Class,
        PreviousClass = message.PreviousClass,
        ExitDecidedOn = message.ExitDecidedOn,
        ExitFromClass = message.ExitFromClass,
        StandardCode = message.StandardCode,
        AreaType = message.AreaType,
        ListId = message.ListId,
        ReviewYear = message.ReviewYear,
        DecisionNumber = message.DecisionNumber,
        DecidedOn = message.DecidedOn,
        ReplacesDecisionNumber = message.ReplacesDecisionNumber,
        HasLabourCapacity = message.HasLabourCapacity,
        HasMeritMember = message.HasMeritMember,
        IsPreferentialGroup = message.IsEthnicMinority || message.HasMeritMember,
        IsEspeciallyDifficultArea = message.IsEspeciallyDifficultArea,
    };
}
