using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Reference;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class CodeListItemTable : IEntityTypeConfiguration<CodeListItem>
{
    public void Configure(EntityTypeBuilder<CodeListItem> table)
    {
        table.ToTable("code_list_item");
        table.HasKey(row => new { row.Kind, row.Code });
    }
}
