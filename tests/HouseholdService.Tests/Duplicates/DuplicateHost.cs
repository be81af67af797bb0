using NpgsqlTypes;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdServiceTests.Imports;

namespace PovertyPlatform.HouseholdServiceTests.Duplicates;

/// <summary>A registry that holds the labelled set.</summary>
public sealed class DuplicateHost : ImportHost
{
    private const int Seed = 20261;

    internal LabelledSet Set { get; } = LabelledSet.Make(Seed);

    /// <summary>Fills the registry with the set, once.</summary>
    internal async Task Fill()
    {
        if (await Scalar<long>("select count(*) from household") > 0)
            return;
        await using var connection = await Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var households = await connection.BeginBinaryImportAsync(
            "copy household (province_code, commune_code, id, hamlet_name, hamlet_search, head_name, head_search, head_birth_key, area_type, persons) from stdin (format binary)"))
        {
            foreach (var group in Set.People.GroupBy(person => person.Household))
            {
                var head = group.MinBy(person => person.Ordinal)!;
                await households.StartRowAsync();
                await households.WriteAsync("15");
                await households.WriteAsync(head.Commune);
                await households.WriteAsync(head.Household);
                await households.WriteAsync(head.Hamlet);
                await households.WriteAsync(SearchName.Of(head.Hamlet));
                await households.WriteAsync(head.Name);
                // Two entries of one household are what this is about: the import would have found the first one again by head and hamlet.
                await households.WriteAsync($"{SearchName.Of(head.Name)} {head.Household:N}");
                await households.WriteAsync(BirthKey.Of(head.Date, head.Year));
                await households.WriteAsync((short)1);
                await households.WriteAsync((short)group.Count());
            }

            await households.CompleteAsync();
        }

        var heads = Set.People.GroupBy(person => person.Household).Select(group => group.MinBy(person => person.Ordinal)!.Member).ToHashSet();
        await using var members = await connection.BeginBinaryImportAsync(
            "copy member (province_code, commune_code, id, household_id, ordinal, full_name, name_search, sex, birth_year, birth_date, relation_code, identity_number, identity_mark) from stdin (format binary)");
        foreach (var person in Set.People)
        {
            await members.StartRowAsync();
            await members.WriteAsync("15");
            await members.WriteAsync(person.Commune);
            await members.WriteAsync(person.Member);
            await members.WriteAsync(person.Household);
            await members.WriteAsync((short)person.Ordinal);
            await members.WriteAsync(person.Name);
            await members.WriteAsync(SearchName.Of(person.Name));
            await Write((short?)person.Sex, NpgsqlDbType.Smallint);
            await Write(person.Year, NpgsqlDbType.Smallint);
            await Write(person.Date, NpgsqlDbType.Date);
            await members.WriteAsync(heads.Contains(person.Member) ? Member.HeadRelation : Member.OtherRelation);
            await Write(person.Mark is null ? null : new byte[person.IdentityLength + 29], NpgsqlDbType.Bytea);
            await Write(person.Mark, NpgsqlDbType.Bytea);
        }

        await members.CompleteAsync();
        await members.CloseAsync();
        await transaction.CommitAsync();

        async Task Write<T>(T? value, NpgsqlDbType type)
        {
            if (value is null)
                await members.WriteNullAsync();
            else
                await members.WriteAsync((object)value, type);
        }
    }
}
