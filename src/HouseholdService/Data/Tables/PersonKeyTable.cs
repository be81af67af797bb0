using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class PersonKeyTable : IEntityTypeConfiguration<PersonKey>
{
    public void Configure(EntityTypeBuilder<PersonKey> table)
    {
        table.ToTable("person_key");
        table.HasKey(row => row.IdentityMark);
    }
}
