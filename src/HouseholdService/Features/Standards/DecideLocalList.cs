using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Lists;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Data.Standards;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Standards;

/// <summary>
/// The commune chair decides the list of the province's own standard: households below its lines that the national list of the year does not recognise. It is kept as it was
/// decided, apart from every national list; nobody else is told.
/// </summary>
internal static class DecideLocalList
{
    /// <summary>The decision.</summary>
    /// <param name="CommuneCode">Commune.</param>
    /// <param name="Year">Year of the review.</param>
    /// <param name="DecisionNumber">Number as printed.</param>
    /// <param name="DecidedOn">Date; inside the standard's time, not before the decision on the national list, not in the future.</param>
    /// <param name="Signer">Name and title of who signed.</param>
    /// <param name="FileSha256">SHA-256 of the signed document, 64 hexadecimal digits.</param>
    /// <param name="Replaces">The list that this one corrects; absent for the first one.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? CommuneCode, int? Year, string? DecisionNumber, DateOnly? DecidedOn, string? Signer, string? FileSha256, Guid? Replaces);

    public static void Map(RouteGroupBuilder standards) => standards.MapPost("/local/{code}/lists", Handle).WithName("DecideLocalList")
        .WithSummary("Decide a commune's list by the province's own standard").RequireScope(Scopes.ListsRecognise);

    private static async Task<Results<Ok<LocalListView>, Refusal>> Handle(
        string code, Request request, HouseholdDb db, ReferenceBook book, Actor actor, AreaScope scope, TimeProvider clock, CancellationToken ct)
    {
        var (decision, fault) = Decision.Of(request.DecisionNumber, request.DecidedOn, request.Signer);
        if (decision is null)
            return fault!;
        if (Sha256Text.WhyNot("fileSha256", request.FileSha256) is { } unhashed)
            return Refusal.Invalid(unhashed);
        if (request.Year is not (>= 2006 and <= 2100))
            return Refusal.Invalid(new FieldFault("year", "Nêu năm của kỳ rà soát, từ 2006 đến 2100.", "Name the year of the review, from 2006 to 2100."));
        var (pages, year, signed) = (await book.Open(ct), (short)request.Year.Value, request.FileSha256!.ToLowerInvariant());
        var (commune, refusal) = AreaRequest.Commune(pages.Areas, request.CommuneCode, clock.Today(), scope);
        if (commune is null)
            return refusal!;
        if (await db.LocalStandard(pages, code, ct) is not { } known || known.Row.ProvinceCode != commune.ProvinceCode)
            return Refusal.NotFound;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockList(commune.Code, year, ct);
        var latest = await db.LocalLists.AsNoTracking().Where(row => row.CommuneCode == commune.Code && row.StandardCode == code && row.ReviewYear == year && !db.LocalLists.Any(other => other.ReplacesId == row.Id)).FirstOrDefaultAsync(ct);
        // A client whose connection broke asks again; the decision has taken effect once.
        if (latest is not null && latest.DecisionNumber == decision.Number && latest.DecidedOn == decision.DecidedOn && latest.FileSha256 == signed)
            return TypedResults.Ok(LocalListView.Of(latest));
        if (latest?.Id != request.Replaces)
            return LocalList.OtherLatest(latest?.Id);
        var national = await db.ListsInForce().AsNoTracking().FirstOrDefaultAsync(row => row.ProvinceCode == commune.ProvinceCode && row.CommuneCode == commune.Code && row.ReviewYear == year, ct);
        if (LocalList.WhyNot(known.Row, national, decision, clock.Today()) is { } why)
            return why;
        if (await db.LocalLists.AnyAsync(row => row.CommuneCode == commune.Code && row.DecisionNumber == decision.Number && row.DecidedOn.Year == decision.DecidedOn.Year, ct)
            || await db.Lists.AnyAsync(row => row.CommuneCode == commune.Code && row.DecisionNumber == decision.Number && row.DecidedOn!.Value.Year == decision.DecidedOn.Year, ct))
            return Refusal.Conflict("decision-number-used", $"Xã đã dùng số quyết định {decision.Number} trong năm {decision.DecidedOn.Year}.",
                $"The commune has used decision number {decision.Number} in {decision.DecidedOn.Year} already.") with
            { LegalSource = "QĐ 24/2021/QĐ-TTg" };
        if (await db.CyclePeople.AnyAsync(person => person.Role == CycleRole.Reviewer && person.Account == actor.Id
            && db.ReviewCycles.Any(cycle => cycle.Id == person.CycleId && cycle.CommuneCode == commune.Code && cycle.ListYear == year), ct))
            return new Refusal(403, "second-person", "Rà soát viên không được công nhận kết quả rà soát.", "A reviewer may not recognise the result of the review.");

        var (now, id) = (clock.GetUtcNow(), Guid.CreateVersion7(clock.GetUtcNow()));
        var entries = await Entries(db, known.Local, known.National, national!, commune, year, id, ct);
        var list = new LocalList
        {
            ProvinceCode = commune.ProvinceCode,
            CommuneCode = commune.Code,
            Id = id,
            StandardCode = code,
            ReviewYear = year,
            DecisionNumber = decision.Number,
            DecidedOn = decision.DecidedOn,
            Signer = decision.Signer,
            FileSha256 = signed,
            ContentHash = ContentHash.Of(entries.Select(entry => (entry.HouseholdId, entry.LocalClass))),
            Poor = entries.Count(entry => entry.LocalClass == PovertyClass.Poor),
            NearPoor = entries.Count(entry => entry.LocalClass == PovertyClass.NearPoor),
            Persons = entries.Sum(entry => entry.Persons),
            ReplacesId = request.Replaces,
            RecordedBy = actor.Id,
            RecordedAt = now,
        };
        db.LocalLists.Add(list);
        db.LocalListEntries.AddRange(entries);
        db.Audit(AuditEntry.Of(actor, "local-list.decide", "local-list", id, now, commune.ProvinceCode, commune.Code), list);
        if (await db.Save(ct) is { } twice)
            return twice;
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(LocalListView.Of(list));
    }

    // Whom the national list recognises is on that one, whatever the points alone would say.
    private static async Task<List<LocalListEntry>> Entries(HouseholdDb db, Standard local, Standard national, PovertyList recognised, Commune commune, int year, Guid list, CancellationToken ct)
    {
        var listed = await db.EntriesOf(recognised.Id, ct);
        var entries = new List<LocalListEntry>();
        await foreach (var answers in ReviewAnswers.Of(db, year, commune.ProvinceCode, commune.Code, Guid.Empty).AsAsyncEnumerable().WithCancellation(ct))
        {
            var mine = Classifier.Classify(answers.Answers, answers.AreaType, local);
            var theirs = listed.TryGetValue(answers.HouseholdId, out var entry) ? entry.Class : Classifier.Classify(answers.Answers, answers.AreaType, national);
            if (mine is not (PovertyClass.Poor or PovertyClass.NearPoor) || theirs is PovertyClass.Poor or PovertyClass.NearPoor)
                continue;
            entries.Add(new LocalListEntry
            {
                ProvinceCode = commune.ProvinceCode,
                CommuneCode = commune.Code,
                ListId = list,
                HouseholdId = answers.HouseholdId,
                LocalClass = mine,
                NationalClass = theirs,
                Persons = (short)answers.Persons,
            });
        }

        return entries;
    }
}
