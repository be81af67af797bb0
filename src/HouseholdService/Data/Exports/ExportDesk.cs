using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data.Imports;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Data.Exports;

/// <summary>The desk at which papers go out: whether people may be shown in clear, and the line in the trail before anything is sent.</summary>
internal sealed class ExportDesk(HouseholdDb db, ReferenceBook book, ImportRulesSource rules, PersonSeals seals, Actor actor, AreaScope scope, TimeProvider clock)
{
    /// <summary>The format is none that papers have.</summary>
    public static readonly Refusal UnknownFormat = Refusal.Invalid(new FieldFault("format", "Chọn xlsx, csv hoặc docx.", "Choose xlsx, csv or docx."));

    /// <summary>Today in Viet Nam.</summary>
    public DateOnly Today => clock.Today();

    /// <summary>Areas of the caller.</summary>
    public AreaScope Scope => scope;

    /// <summary>The caller may see what people are and live on: it may be about health.</summary>
    public bool SeesFacts => actor.Scopes.Contains(Scopes.CausesWrite);

    /// <summary>Opens sealed values.</summary>
    public PersonSeals Seals => seals;

    /// <summary>Reference data.</summary>
    public ValueTask<ReferencePages> Pages(CancellationToken ct) => book.Open(ct);

    /// <summary>Columns of lists of the year.</summary>
    public Task<ColumnCatalogue> Columns(int year, CancellationToken ct) => rules.Columns(year, ct);

    /// <summary>The purpose for which a whole list may be shown in clear to the caller, or why none.</summary>
    public async Task<(ProcessingPurpose? Purpose, Refusal? Refusal)> Purpose(string? code, string? reason, CancellationToken ct)
    {
        var purpose = code is null ? null : (await book.Open(ct)).Purpose(code, Today);
        return StatedPurpose.WhyNotForList(purpose, reason, actor.Roles) is { } refusal ? (null, refusal) : (purpose, null);
    }

    /// <summary>Codes of causes that judge a person: they are on no paper.</summary>
    public async Task<IReadOnlySet<string>> Judging(string provinceCode, CancellationToken ct) =>
        (await db.CausesOn(await book.Open(ct), provinceCode, Today, ct)).Values.Where(cause => cause.IsRestricted).Select(cause => cause.Code).ToHashSet(StringComparer.Ordinal);

    /// <summary>Records that the paper goes out, and commits: what cannot be recorded is not sent.</summary>
    public async Task Record(string action, string kind, Guid subject, string provinceCode, string communeCode, ProcessingPurpose? purpose, string? reason, CancellationToken ct)
    {
        db.Audit(AuditEntry.Of(actor, action, kind, subject, clock.GetUtcNow(), provinceCode, communeCode, purpose is null ? null : StatedPurpose.ForTrail(purpose, reason)));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>How openly a paper speaks of people, for its head.</summary>
    public static string Openness(ProcessingPurpose? purpose) => purpose is null ? "(Bản đã che thông tin cá nhân)" : $"(Bản đầy đủ, dùng cho: {purpose.NameVi.ToLowerInvariant()}; không sao chụp, phát tán)";
}
