using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.ReviewCycles;

/// <summary>Sets the steering committee and the reviewers with their hamlets and declared relations; sending it again replaces them.</summary>
internal static class AppointPeople
{
    private const int Most = 200;
    private const int MostHouseholds = 100;

    /// <summary>Committee and reviewers.</summary>
    /// <param name="Decision">Number of the decision on the committee.</param>
    /// <param name="DecidedOn">Its date, not later than the first day of the review.</param>
    /// <param name="People">Everybody, at most 200.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? Decision, DateOnly? DecidedOn, IReadOnlyList<Person>? People);

    /// <summary>A person.</summary>
    /// <param name="Role">Head or member of the committee, or reviewer.</param>
    /// <param name="FullName">Name as on the decision.</param>
    /// <param name="Position">Position.</param>
    /// <param name="Account">Subject of the account, where the person signs in.</param>
    /// <param name="Hamlets">Hamlets of a reviewer; none means all.</param>
    /// <param name="Households">Single households of a reviewer.</param>
    /// <param name="Relatives">Households of the own family, declared.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Person(
        CycleRole Role, [PersonalData(DataClass.P1)] string? FullName, string? Position, string? Account, IReadOnlyList<string>? Hamlets, IReadOnlyList<Guid>? Households, IReadOnlyList<Guid>? Relatives);

    /// <summary>As recorded.</summary>
    /// <param name="Reviewers">Reviewers with the id that visits name.</param>
    public sealed record Response(IReadOnlyList<Reviewer> Reviewers);

    /// <summary>A reviewer.</summary>
    /// <param name="Id">Identity inside this review.</param>
    /// <param name="FullName">Name.</param>
    /// <param name="Hamlets">Hamlets.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Reviewer(Guid Id, [PersonalData(DataClass.P1)] string FullName, IReadOnlyList<string> Hamlets);

    public static void Map(RouteGroupBuilder cycles) => cycles.MapPut("/{id:guid}/people", Handle).WithName("AppointPeople")
        .WithSummary("Set committee, reviewers, assignments and declared relations").RequireScope(Scopes.ReviewsPlan);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, CaseDesk desk, HttpContext http, CancellationToken ct)
    {
        if (await desk.Cycle(id, ct) is not { } cycle)
            return Refusal.NotFound;
        if (Faults(request) is { Count: > 0 } faults)
            return Refusal.Invalid([.. faults]);
        if (RowTag.Compare(http.Request, cycle.RowVersion, "state", $"Cuộc rà soát đang ở trạng thái {cycle.State}.", $"The review is {cycle.State}.") is { } changed)
            return changed;
        if (cycle.Appoint(request.Decision, request.DecidedOn) is { } refusal)
            return refusal;
        var known = await db.CyclePeople.Where(person => person.CycleId == id).ToListAsync(ct);
        var visited = (await db.ReviewCases.Where(found => found.CycleId == id && found.ReviewerId != null).Select(found => found.ReviewerId!.Value).Distinct().ToListAsync(ct)).ToHashSet();
        // A reviewer who visited stays on record under the old id; the new assignment is a new row.
        db.CyclePeople.RemoveRange(known.Where(person => !visited.Contains(person.Id)));
        var people = request.People!.Select(person => new CyclePerson
        {
            ProvinceCode = cycle.ProvinceCode,
            CommuneCode = cycle.CommuneCode,
            CycleId = cycle.Id,
            Role = person.Role,
            FullName = person.FullName!.Trim(),
            Position = person.Position?.Trim() ?? "",
            Account = string.IsNullOrWhiteSpace(person.Account) ? null : person.Account.Trim(),
            Hamlets = [.. person.Hamlets ?? []],
            Households = [.. person.Households ?? []],
            Relatives = [.. person.Relatives ?? []],
        }).ToList();
        db.CyclePeople.AddRange(people);
        desk.Audit(cycle, "review-cycle.appoint");
        if (await db.Save(ct) is { } twice)
            return twice;
        RowTag.Send(http.Response, cycle.RowVersion);
        return TypedResults.Ok(new Response([.. people.Where(person => person.Role == CycleRole.Reviewer).Select(person => new Reviewer(person.Id, person.FullName, person.Hamlets))]));
    }

    private static List<FieldFault> Faults(Request request)
    {
        if (request.People is not { Count: > 0 and <= Most } people)
            return [new FieldFault("people", $"Gửi từ 1 đến {Most} người.", $"Send 1 to {Most} people.")];
        return [.. people.Select((person, index) => (person, index)).Where(pair => !IsUsable(pair.person)).Select(pair => new FieldFault($"people[{pair.index}]",
            $"Ghi vai trò và họ tên (tối đa 200 ký tự); mỗi danh sách tối đa {MostHouseholds} mục.", $"State role and name (at most 200 characters); each list has at most {MostHouseholds} items."))];
    }

    private static bool IsUsable(Person person) => Enum.IsDefined(person.Role) && person.FullName?.Trim() is { Length: > 0 and <= 200 } && !(person.Position?.Length > 200) && !(person.Account?.Length > 200)
        && !(person.Hamlets?.Count > MostHouseholds) && !(person.Households?.Count > MostHouseholds) && !(person.Relatives?.Count > MostHouseholds);
}
