using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.Calendar;
using PovertyPlatform.HouseholdService.Domain.Duplicates;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.HouseholdService.Domain.Reference;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Data.Reference;

/// <summary>What the law and the State publish, in memory. Read again after some minutes, because areas can be loaded while services run.</summary>
public sealed class ReferenceBook(IDbContextFactory<HouseholdDb> databases, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile ReferencePages? _pages;

    /// <summary>The pages; from memory but for the first call and one every five minutes.</summary>
    public ValueTask<ReferencePages> Open(CancellationToken ct) =>
        _pages is { } pages && IsFresh(pages) ? ValueTask.FromResult(pages) : new ValueTask<ReferencePages>(Read(ct));

    /// <inheritdoc />
    public void Dispose() => _loading.Dispose();

    // A clock that is set back makes nothing fresh that was read later.
    private bool IsFresh(ReferencePages pages) => (clock.GetUtcNow() - pages.ReadAt).Duration() < Fresh;

    private async Task<ReferencePages> Read(CancellationToken ct)
    {
        await _loading.WaitAsync(ct);
        try
        {
            if (_pages is { } known && IsFresh(known))
                return known;
            await using var db = await databases.CreateDbContextAsync(ct);
            var standards = new StandardCatalog(
                await db.Standards.AsNoTracking().ToListAsync(ct), await db.StandardPeriods.AsNoTracking().ToListAsync(ct),
                await db.StandardRules.AsNoTracking().ToListAsync(ct), await db.Indicators.AsNoTracking().ToListAsync(ct));
            var areas = new CommuneDirectory(await db.Provinces.AsNoTracking().ToListAsync(ct), await db.Communes.AsNoTracking().ToListAsync(ct));
            var codes = (await db.CodeListItems.AsNoTracking().ToListAsync(ct)).ToLookup(item => item.Kind, StringComparer.Ordinal);
            var reviews = new RuleBook(
                await db.ReviewFigures.AsNoTracking().ToListAsync(ct), await db.StepRules.AsNoTracking().ToListAsync(ct), new WorkingDays(await db.Holidays.AsNoTracking().ToListAsync(ct)));
            return _pages = new ReferencePages(standards, areas, codes, await db.LegalTerms.AsNoTracking().ToListAsync(ct), reviews,
                await db.DuplicateWeights.AsNoTracking().ToListAsync(ct), await db.Purposes.AsNoTracking().OrderBy(row => row.Code).ToListAsync(ct),
                await db.ConsentKinds.AsNoTracking().OrderBy(row => row.Code).ToListAsync(ct), clock.GetUtcNow())
            { RetentionRules = await db.RetentionRules.AsNoTracking().OrderBy(row => row.Code).ThenBy(row => row.ProvinceCode).ToListAsync(ct) };
        }
        finally
        {
            _loading.Release();
        }
    }
}

/// <summary>The pages of <see cref="ReferenceBook"/> as read at one moment.</summary>
/// <param name="Standards">Poverty standards.</param>
/// <param name="Areas">Communes and provinces of all dates.</param>
/// <param name="Codes">Code lists by kind.</param>
/// <param name="Terms">Single figures of the law.</param>
/// <param name="Reviews">Rules of the review and the calendar of working days.</param>
/// <param name="DuplicateWeights">Weights of suspected duplicates, of all dates.</param>
/// <param name="Purposes">For what personal data is used.</param>
/// <param name="ConsentKinds">What needs a person's own yes.</param>
/// <param name="ReadAt">When they were read.</param>
public sealed record ReferencePages(
    StandardCatalog Standards, CommuneDirectory Areas, ILookup<string, CodeListItem> Codes, IReadOnlyList<LegalTerm> Terms, RuleBook Reviews,
    IReadOnlyList<DuplicateWeight> DuplicateWeights, IReadOnlyList<ProcessingPurpose> Purposes, IReadOnlyList<ConsentKind> ConsentKinds, DateTimeOffset ReadAt)
{
    /// <summary>How long what is recorded about people is kept, of all dates.</summary>
    public IReadOnlyList<RetentionRule> RetentionRules { get; init; } = [];

    /// <summary>A figure of the law on a day, or null when none is loaded.</summary>
    public int? Term(string code, DateOnly day) =>
        Terms.FirstOrDefault(term => term.Code == code && term.ValidFrom <= day && (term.ValidTo is null || day <= term.ValidTo))?.Value;

    /// <summary>A purpose in force on a day, or null: then nothing may be done for it.</summary>
    public ProcessingPurpose? Purpose(string code, DateOnly day) => Purposes.FirstOrDefault(purpose => purpose.Code == code && purpose.IsInForce(day));
}
