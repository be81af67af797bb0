using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Protection;

namespace PovertyPlatform.HouseholdService.Data.HouseholdEvents;

/// <summary>Numbers of people and households: sealed for the rows that carry them, with the marks by which they are found.</summary>
internal sealed class PersonNumbers(HouseholdDb db, ReferenceBook book, NationwideSource country, PersonSeals seals, Func<CancellationToken, Task> begin)
{
    /// <summary>Gives a person the numbers that were sent, sealed for the row that will carry them; a refusal while marks are made anew.</summary>
    /// <param name="member">The person.</param>
    /// <param name="input">What was sent.</param>
    /// <param name="owner">Id of the row.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Refusal?> Give(Member member, PersonInput input, Guid owner, CancellationToken ct)
    {
        if (input.IdentityNumber is { } number)
        {
            var (mark, busy) = await Mark(seals.IdentityMark, number, ct);
            if (mark is null)
                return busy;
            (member.IdentityNumber, member.IdentityMark) = (seals.Identity.Seal(owner, number), mark);
        }

        if (input.OldNumber is { Length: > 0 } old)
        {
            var (mark, busy) = await Mark(seals.IdentityMark, old, ct);
            if (mark is null)
                return busy;
            (member.OldNumber, member.OldMark) = (seals.Identity.Seal(owner, old), mark);
        }

        return null;
    }

    /// <summary>Somebody who was entered twice keeps the numbers of both entries: the new one, and the old one beside it.</summary>
    /// <param name="second">The entry that ends.</param>
    /// <param name="first">The entry that stays.</param>
    public void Keep(Member second, Member first)
    {
        var (mine, theirs) = (first.IdentityNumber, second.IdentityNumber);
        if (theirs is null)
            return;
        if (mine is null || mine.Length < theirs.Length)
        {
            if (mine is not null)
                (first.OldNumber, first.OldMark) = (first.IdentityNumber, first.IdentityMark);
            (first.IdentityNumber, first.IdentityMark) = (Again(theirs, second.Id, first.Id), second.IdentityMark);
        }
        else if (theirs.Length < mine.Length && first.OldMark is null)
        {
            (first.OldNumber, first.OldMark) = (Again(theirs, second.Id, first.Id), second.IdentityMark);
        }

        if (first.OldMark is null && second.OldNumber is { } old)
            (first.OldNumber, first.OldMark) = (Again(old, second.Id, first.Id), second.OldMark);
    }

    /// <summary>
    /// What the digits of a person's number say against the rest, for the officer to compare; of the number on record when none was sent. An old number that another person
    /// carries may be that of one person in two places.
    /// </summary>
    public async Task<IReadOnlyList<Warning>> Warnings(string field, Member person, Guid owner, CancellationToken ct)
    {
        List<Warning> warnings = person.IdentityNumber is { } box
            ? [.. IdentityWarnings.Of($"{field}.identityNumber", seals.Identity.Open(owner, box), person.Sex, person.BirthYear, (await book.Open(ct)).Areas)]
            : [];
        if (person.OldMark is null)
            return warnings;
        await using var command = country.Source.CreateCommand("select exists (select from person_key where identity_mark = $1 and member_id <> $2)");
        command.Parameters.AddWithValue(person.OldMark);
        command.Parameters.AddWithValue(owner);
        if (await command.ExecuteScalarAsync(ct) is true)
            warnings.Add(IdentityWarnings.OldNumberElsewhere($"{field}.oldNumber"));
        return warnings;
    }

    /// <summary>A telephone sealed for a household, with its mark; nothing for none.</summary>
    public async Task<((byte[]? Box, byte[]? Mark) Telephone, Refusal? Refusal)> Telephone(Guid household, string? number, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(number))
            return ((null, null), null);
        var text = PersonInput.Clean(number);
        var (mark, busy) = await Mark(seals.TelephoneMark, text, ct);
        return mark is null ? ((null, null), busy) : ((seals.Telephone.Seal(household, text), mark), null);
    }

    private byte[] Again(byte[] box, Guid from, Guid to) => seals.Identity.Seal(to, seals.Identity.Open(from, box));

    private async Task<(byte[]? Mark, Refusal? Busy)> Mark(SearchMark marks, string text, CancellationToken ct)
    {
        await begin(ct);
        await using var everywhere = await country.Source.OpenConnectionAsync(ct);
        if (!await MarkKeys.HoldUntilCommit((NpgsqlConnection)db.Database.GetDbConnection(), ct) || await MarkKeys.InUse(everywhere, seals, ct) is not { } key)
            return (null, Refusal.Unavailable);
        var mark = new byte[SearchMark.Length];
        marks.Write(key, Encoding.UTF8.GetBytes(text), mark);
        return (mark, null);
    }
}
