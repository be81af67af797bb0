using System.Text.Json.Nodes;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Domain.Lists;

/// <summary>
/// Who comes on a list: every household that is poor, near-poor or of average living by its review, every one whose class the answers do not decide, and everyone
/// who was poor or near-poor on the list before, so that an exit is a decision and nobody falls off unseen.
/// </summary>
public static class ListDraft
{
    /// <summary>The entries, in order of household id.</summary>
    public static IReadOnlyList<PovertyListEntry> Of(PovertyList list, Standard standard, IEnumerable<ListCandidate> candidates) =>
        [.. candidates.Select(candidate => Entry(list, standard, candidate)).OfType<PovertyListEntry>().OrderBy(entry => entry.HouseholdId)];

    /// <summary>True when two entries say the same; a correction speaks only of households for which they do not.</summary>
    public static bool SaysTheSame(PovertyListEntry one, PovertyListEntry other) =>
        one.Class == other.Class && one.PreviousClass == other.PreviousClass && one.ExitFromClass == other.ExitFromClass && one.Persons == other.Persons
        && one.StandardCode == other.StandardCode && one.AreaType == other.AreaType && one.LacksLabourCapacity == other.LacksLabourCapacity
        && one.IsEthnicMinority == other.IsEthnicMinority && one.HasMeritMember == other.HasMeritMember && one.InDifficultArea == other.InDifficultArea;

    /// <summary>True when a stored draft entry still is what a new draft would make; names and answers count too.</summary>
    public static bool IsCurrent(PovertyListEntry stored, PovertyListEntry fresh) =>
        SaysTheSame(stored, fresh) && stored.ReviewId == fresh.ReviewId && JsonNode.DeepEquals(JsonNode.Parse(stored.Answers), JsonNode.Parse(fresh.Answers))
        && stored.HeadName == fresh.HeadName && stored.HamletName == fresh.HamletName && stored.HouseholdCode == fresh.HouseholdCode;

    private static PovertyListEntry? Entry(PovertyList list, Standard standard, ListCandidate candidate)
    {
        if (candidate.IsHandedOver)
            return candidate.Replaced!.CarriedTo(list.Id);
        var before = candidate.IsOnRequest && candidate.Replaced is not null ? candidate.Replaced.Class : candidate.Previous?.Class;
        var was = before is PovertyClass.Poor or PovertyClass.NearPoor or PovertyClass.AverageLiving ? before : null;
        var mustAppear = was is PovertyClass.Poor or PovertyClass.NearPoor;
        var review = candidate.Review;
        var explanation = review is null ? null : Classifier.Explain(Answers.Of(review), review.AreaType, standard);
        var result = explanation?.Class ?? PovertyClass.Undetermined;
        if (!mustAppear && (review is null || result == PovertyClass.NotPoor))
            return null;

        var exitFrom = mustAppear && result is (PovertyClass.NotPoor or PovertyClass.AverageLiving) ? was : null;
        var household = candidate.Household;
        return new PovertyListEntry
        {
            ProvinceCode = list.ProvinceCode,
            CommuneCode = list.CommuneCode,
            ListId = list.Id,
            HouseholdId = candidate.HouseholdId,
            ReviewId = review?.Id,
            Class = result,
            PreviousClass = was,
            ExitFromClass = exitFrom,
            // An exit that a replaced decision had recognised keeps its date: the correction did not make it.
            ExitDecidedOn = exitFrom is not null && candidate.Replaced?.ExitFromClass == exitFrom ? candidate.Replaced?.ExitDecidedOn : null,
            StandardCode = standard.Code,
            AreaType = review?.AreaType ?? household?.AreaType ?? candidate.Previous!.AreaType,
            HouseholdCode = household?.Code ?? candidate.Previous?.HouseholdCode,
            HamletName = household?.HamletName ?? candidate.Previous!.HamletName,
            HeadName = household?.HeadName ?? candidate.Previous!.HeadName,
            Persons = household?.Persons ?? candidate.Previous!.Persons,
            LacksLabourCapacity = household?.LacksLabourCapacity ?? candidate.Previous!.LacksLabourCapacity,
            IsEthnicMinority = household?.IsEthnicMinority ?? candidate.Previous!.IsEthnicMinority,
            HasMeritMember = household?.HasMeritMember ?? candidate.Previous!.HasMeritMember,
            InDifficultArea = household?.InDifficultArea ?? candidate.Previous!.InDifficultArea,
            Answers = review is null ? "{}" : ListSnapshot.Write(AnswersSnapshot.Of(review)),
            Explanation = explanation is null ? "[]" : ListSnapshot.Write(explanation),
        };
    }
}
