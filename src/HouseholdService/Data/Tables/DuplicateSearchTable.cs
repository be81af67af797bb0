using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Duplicates;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class DuplicateSearchTable : IEntityTypeConfiguration<DuplicateSearch>
{
    public void Configure(EntityTypeBuilder<DuplicateSearch> table)
    {
        table.ToTable("duplicate_search");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.Reach).HasConversion(new KebabCase<SearchReach>());
        table.Property(row => row.State).HasConversion(new KebabCase<SearchState>());
    }
}
