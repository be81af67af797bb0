using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;
using PovertyPlatform.ServiceDefaults.Time;
using PovertyPlatform.SupportProgramService.Data.Rules;
using PovertyPlatform.SupportProgramService.Domain.Programmes;

namespace PovertyPlatform.SupportProgramService.Features.Programmes;

/// <summary>The catalogue of support programmes in force on a day.</summary>
internal static class ListProgrammes
{
    /// <summary>A programme on the terms of the day.</summary>
    /// <param name="Code">Stable code, for example <c>CR-POOR</c>.</param>
    /// <param name="RuleVersion">Version of its rule.</param>
    /// <param name="NameVi">Name in Vietnamese.</param>
    /// <param name="NameEn">Name in English.</param>
    /// <param name="Kind">credit, training, labour_export, production_model or emergency.</param>
    /// <param name="DeliveredBy">Who gives the support.</param>
    /// <param name="Target">Who asks: household, person, organisation, group.</param>
    /// <param name="IsAutomatic">True: evaluated for every recognised household and granted by event. False: decided on application.</param>
    /// <param name="ApplicationNoteVi">Why it needs an application, in Vietnamese.</param>
    /// <param name="ApplicationNoteEn">The same in English.</param>
    /// <param name="CapVnd">Highest amount in đồng, where there is one.</param>
    /// <param name="CapUnit">What the cap counts for, for example <c>vnd-per-household</c>.</param>
    /// <param name="CapNote">Parts and exceptions of the cap.</param>
    /// <param name="MaxTermMonths">Longest term in months, where there is one.</param>
    /// <param name="TermNote">How the term is counted.</param>
    /// <param name="GraceNote">Time without repayment.</param>
    /// <param name="Interest">Interest per year on the day; absent where it is not known or the programme is no credit.</param>
    /// <param name="PreferentialInterest">Interest of preferential groups, where they have another.</param>
    /// <param name="OverdueFactor">Factor on the own rate for overdue debt.</param>
    /// <param name="Documents">Papers to hand in.</param>
    /// <param name="BankProgrammeCode">The bank's own code of the programme.</param>
    /// <param name="LegalBasis">Acts behind it.</param>
    /// <param name="ValidFrom">First day of these terms, where known.</param>
    /// <param name="ValidTo">Last day, where it has one.</param>
    /// <param name="Confidence">H, M or L: how sure the source is.</param>
    /// <param name="Conditions">Conditions in order.</param>
    [PersonalData(DataClass.P0)]
    public sealed record Item(
        string Code, string RuleVersion, string NameVi, string NameEn, string Kind, string DeliveredBy, string Target, bool IsAutomatic,
        string? ApplicationNoteVi, string? ApplicationNoteEn, long? CapVnd, string? CapUnit, string? CapNote, int? MaxTermMonths, string? TermNote, string? GraceNote,
        Interest? Interest, Interest? PreferentialInterest, decimal? OverdueFactor, string? Documents, string? BankProgrammeCode, string LegalBasis,
        DateOnly? ValidFrom, DateOnly? ValidTo, string Confidence, IReadOnlyList<Condition> Conditions);

    /// <summary>A condition of a programme.</summary>
    /// <param name="Step">Order.</param>
    /// <param name="Code">Stable code that answers and events give as reason.</param>
    /// <param name="DecidedBy">registry, or who must confirm it: commune, group, bank, province, police, school.</param>
    /// <param name="TextVi">The condition in Vietnamese.</param>
    /// <param name="TextEn">The condition in English.</param>
    /// <param name="LegalBasis">Act behind it.</param>
    /// <param name="Confidence">H, M or L.</param>
    [PersonalData(DataClass.P0)]
    public sealed record Condition(int Step, string Code, string DecidedBy, string TextVi, string TextEn, string LegalBasis, string Confidence);

    public static void Map(RouteGroupBuilder programmes) => programmes.MapGet("", Handle).WithName("ListProgrammes")
        .WithSummary("Support programmes in force on a day").RequireScope(Scopes.EligibilityRead);

    private static async Task<Results<Ok<Page<Item>>, Refusal>> Handle(
        DateOnly? on, string? kind, string? cursor, int? limit, RuleBookSource rules, TimeProvider clock, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } refusal)
            return refusal;
        var offers = (await rules.Current(ct)).On(on ?? clock.Today()).Offers
            .Where(offer => kind is null || offer.Programme.Terms.Kind == kind)
            .Where(offer => cursor is null || string.CompareOrdinal(offer.Code, cursor) > 0).ToList();
        var size = limit ?? PageSize.Usual;
        return TypedResults.Ok(new Page<Item>([.. offers.Take(size).Select(ItemOf)], offers.Count > size ? offers[size - 1].Code : null));
    }

    private static Item ItemOf(Offer offer)
    {
        var terms = offer.Programme.Terms;
        var conditions = offer.Programme.Requirements.Select(requirement => requirement.Row).Concat(offer.Programme.Confirmations).OrderBy(row => row.Step)
            .Select(row => new Condition(row.Step, row.Code, row.DecidedBy, row.TextVi, row.TextEn, row.LegalBasis, row.Confidence));
        return new Item(
            terms.Code, terms.RuleVersion, terms.NameVi, terms.NameEn, terms.Kind, terms.DeliveredBy, terms.Target, terms.Evaluation == EvaluationMode.Automatic,
            Some(terms.ApplicationNoteVi), Some(terms.ApplicationNoteEn), terms.CapVnd, Some(terms.CapUnit), Some(terms.CapNote), terms.MaxTermMonths,
            Some(terms.TermNote), Some(terms.GraceNote), offer.Interest, offer.PreferentialInterest, terms.OverdueFactor, Some(terms.Documents),
            Some(terms.BankProgrammeCode), terms.LegalBasis, terms.ValidFrom, terms.ValidTo, terms.Confidence, [.. conditions]);
    }

    private static string? Some(string text) => text.Length == 0 ? null : text;
}
